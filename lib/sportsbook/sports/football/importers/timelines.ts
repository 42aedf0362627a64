import { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import type { IncidentKind } from "../incidents.ts";
import { stopsOf } from "../simulator/suspensions.ts";
import {
  HALF_SECONDS,
  lengthOf,
  type MatchTimeline,
  playMatch,
  type TimelineIncident,
} from "../simulator/timeline.ts";
import { counted, openSource, type Progress, type SourceRefusal } from "./source.ts";

/** A real match as it can be replayed. */
export type ImportedMatch = {
  competition: string;
  /** Kick-off as the file has it, for the order of matches. */
  kickOff: string;
  home: string;
  away: string;
  timeline: MatchTimeline;
};

export type SkipReason =
  /** The file itself says that something is missing. */
  | "marked_bad"
  /** Its goals do not add up to its score. */
  | "score_differs"
  | "not_played"
  | "malformed";

export type TimelinesFile = { matches: ImportedMatch[]; skipped: { index: number; reason: SkipReason }[] };

export type TimelinesRefusal = SourceRefusal | { code: "not_timelines"; source: string };

const BREAK_SECONDS = 900;
const STOPPAGE_MINUTES = { 1: 2, 2: 4 } as const;

const Count = z.int().min(0).max(99);
const Score = z.tuple([Count, Count]);

/** Matches second by second, reduced from Pappalardo et al. 2019: half, second of the half, code, side, player. */
const SecondsMatch = z.object({
  c: z.string().min(1),
  ko: z.string(),
  h: z.string().min(1),
  a: z.string().min(1),
  ft: Score,
  bad: z.literal(1).optional(),
  end: z.array(z.int().min(1).max(8000)).min(2),
  ev: z.array(z.tuple([z.int().min(1), z.int().min(0), z.string(), z.enum(["H", "A"])]).rest(z.string())),
});

const CODES: Readonly<Record<string, IncidentKind>> = {
  G: "goal",
  P: "penalty_goal",
  PM: "penalty_missed",
  OG: "own_goal",
  S: "shot",
  ST: "shot_on_target",
  C: "corner",
  O: "offside",
  Y: "yellow_card",
  Y2: "second_yellow",
  R: "red_card",
};

/** openfootball writes 45+2 as minute 45 and offset 2, or as the text "45+2". */
const Minute = z.union([z.int(), z.string().regex(/^\d{1,3}('?\+\d{1,2})?'?$/)]);
const Scorer = z.object({
  name: z.string().optional(),
  minute: Minute,
  offset: z.int().optional(),
  penalty: z.boolean().optional(),
  owngoal: z.boolean().optional(),
});
const Team = z.union([
  z.string().min(1),
  z.object({ name: z.string().min(1) }).transform(({ name }) => name),
]);

/** A match of openfootball's worldcup.json, euro.json and football.json. */
const OpenfootballMatch = z.object({
  date: z.string(),
  time: z.string().optional(),
  team1: Team,
  team2: Team,
  score: z.object({ ft: Score }).optional(),
  goals1: z.array(Scorer).optional(),
  goals2: z.array(Scorer).optional(),
});

/** The same, with the goals of both sides in one list. */
const MinutesMatch = z.object({
  comp: z.string().min(1),
  date: z.string(),
  time: z.string().optional(),
  home: z.string().min(1),
  away: z.string().min(1),
  ft: Score,
  goals: z.array(
    z.object({
      m: z.int().min(1),
      x: z.int().min(1).optional(),
      side: z.enum(["H", "A"]),
      name: z.string().optional(),
      og: z.union([z.boolean(), z.literal(1)]).optional(),
      pen: z.union([z.boolean(), z.literal(1)]).optional(),
    }),
  ),
});

const sideOf = (letter: "H" | "A"): Side => (letter === "H" ? "home" : "away");

const finish = (
  match: Omit<ImportedMatch, "timeline">,
  halves: readonly [number, number],
  incidents: TimelineIncident[],
  fullTime: readonly [number, number] | null,
): ImportedMatch | SkipReason => {
  const ordered = incidents.sort((a, b) => a.half - b.half || a.second - b.second);
  const timeline = { halves, breakSeconds: BREAK_SECONDS, incidents: ordered };
  const told = { ...timeline, stops: stopsOf(timeline) };
  const { goals } = playMatch(told).advance(lengthOf(told)).score;
  if (fullTime && (goals.home !== fullTime[0] || goals.away !== fullTime[1])) return "score_differs";
  return { ...match, timeline: told };
};

const fromSeconds = (raw: unknown): ImportedMatch | SkipReason => {
  const parsed = SecondsMatch.safeParse(raw);
  if (!parsed.success) return "malformed";
  const { c, ko, h, a, ft, bad, end, ev } = parsed.data;
  if (bad) return "marked_bad";
  const halves = [end[0] as number, end[1] as number] as const;
  const incidents = ev.flatMap(([half, second, code, letter, player]): TimelineIncident[] => {
    const kind = CODES[code];
    if (!kind || half > 2) return [];
    const last = (halves[half - 1] as number) - 1;
    return [
      {
        half: half as 1 | 2,
        second: Math.min(second, last),
        kind,
        side: sideOf(letter),
        player: player?.slice(0, 120),
      },
    ];
  });
  // With extra time the given score is the one after it, which regular time cannot be held against.
  const fullTime = end.length === 2 ? ft : null;
  return finish({ competition: c, kickOff: ko, home: h, away: a }, halves, incidents, fullTime);
};

type MinuteGoal = {
  minute: number;
  offset: number;
  side: Side;
  name: string | undefined;
  own: boolean;
  penalty: boolean;
};

const fromMinutes = (
  match: Omit<ImportedMatch, "timeline">,
  fullTime: readonly [number, number],
  goals: readonly MinuteGoal[],
): ImportedMatch | SkipReason => {
  const last = { 1: HALF_SECONDS, 2: HALF_SECONDS };
  const taken = new Set<string>();
  const incidents = goals
    .filter(({ minute }) => minute <= 90)
    .map(({ minute, offset, side, name, own, penalty }): TimelineIncident => {
      const half = minute <= 45 ? 1 : 2;
      const ofHalf = half === 1 ? minute : minute - 45;
      // In the middle of its minute: nobody knows the second.
      let second = (ofHalf - 1 + offset) * 60 + 30;
      while (taken.has(`${half}:${second}`)) second += 20;
      taken.add(`${half}:${second}`);
      last[half] = Math.max(last[half], second);
      return {
        half,
        second,
        kind: own ? "own_goal" : penalty ? "penalty_goal" : "goal",
        side,
        player: name?.slice(0, 120),
      };
    });
  const lengthOfHalf = (half: 1 | 2) => Math.max(HALF_SECONDS + STOPPAGE_MINUTES[half] * 60, last[half] + 60);
  return finish(match, [lengthOfHalf(1), lengthOfHalf(2)], incidents, fullTime);
};

const minuteOf = ({ minute, offset }: z.infer<typeof Scorer>): { minute: number; offset: number } => {
  const [at, over] = String(minute).replaceAll("'", "").split("+").map(Number);
  return { minute: at as number, offset: offset ?? over ?? 0 };
};

const fromOpenfootball = (raw: unknown, competition: string): ImportedMatch | SkipReason => {
  const parsed = OpenfootballMatch.safeParse(raw);
  if (!parsed.success) return "malformed";
  const { date, time, team1, team2, score, goals1, goals2 } = parsed.data;
  if (!score || !goals1 || !goals2) return "not_played";
  const goalsOf = (side: Side, scorers: z.infer<typeof Scorer>[]): MinuteGoal[] =>
    scorers.map((scorer) => ({
      ...minuteOf(scorer),
      side,
      name: scorer.name,
      own: scorer.owngoal ?? false,
      penalty: scorer.penalty ?? false,
    }));
  const match = { competition, kickOff: `${date} ${time ?? ""}`.trim(), home: team1, away: team2 };
  return fromMinutes(match, score.ft, [...goalsOf("home", goals1), ...goalsOf("away", goals2)]);
};

const fromReduced = (raw: unknown): ImportedMatch | SkipReason => {
  const parsed = MinutesMatch.safeParse(raw);
  if (!parsed.success) return "malformed";
  const { comp, date, time, home, away, ft, goals } = parsed.data;
  return fromMinutes(
    { competition: comp, kickOff: `${date} ${time ?? ""}`.trim(), home, away },
    ft,
    goals.map(({ m, x, side, name, og, pen }) => ({
      minute: m,
      offset: x ?? 0,
      side: sideOf(side),
      name,
      own: Boolean(og),
      penalty: Boolean(pen),
    })),
  );
};

const Openfootball = z.object({ name: z.string().default("openfootball"), matches: z.array(z.unknown()) });
const has = (value: unknown, key: string): boolean =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key);

/**
 * Reads matches with their goals from parsed JSON: openfootball's files (goals1, goals2), the same reduced to one list of goals
 * a match, or matches second by second. Null for anything else. Matches that cannot be replayed truthfully are skipped and listed.
 */
export const parseTimelines = (json: unknown): TimelinesFile | null => {
  const openfootball = Openfootball.safeParse(json);
  let found: (ImportedMatch | SkipReason)[];
  if (openfootball.success) {
    found = openfootball.data.matches.map((match) => fromOpenfootball(match, openfootball.data.name));
  } else if (Array.isArray(json) && json.length > 0) {
    found = json.map((match) => (has(match, "ev") ? fromSeconds(match) : fromReduced(match)));
  } else return null;
  const file: TimelinesFile = { matches: [], skipped: [] };
  for (const [index, match] of found.entries()) {
    if (typeof match === "string") file.skipped.push({ index, reason: match });
    else file.matches.push(match);
  }
  return file;
};

/** Reads a path or a URL, reporting its progress. See `parseTimelines` for the formats. */
export const readTimelines = async (
  source: string,
  progress: Progress = () => undefined,
): Promise<Result<TimelinesFile, TimelinesRefusal>> => {
  const opened = await openSource(source);
  if (!opened.ok) return opened;
  const chunks: Buffer[] = [];
  for await (const chunk of counted(opened.value, progress)) chunks.push(chunk);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return refuse({ code: "not_timelines", source });
  }
  const file = parseTimelines(json);
  return file ? accept(file) : refuse({ code: "not_timelines", source });
};
