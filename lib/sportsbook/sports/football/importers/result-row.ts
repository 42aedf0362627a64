/** One played match as public result files tell it. Files of internationals count extra time in, shootouts not. */
export type ResultRow = {
  /** YYYY-MM-DD */
  date: string;
  home: string;
  away: string;
  homeGoals: number;
  awayGoals: number;
  halfTime: { home: number; away: number } | null;
  competition: string | null;
  season: string | null;
  neutral: boolean;
};

export type RejectReason = "no_score" | "bad_score" | "bad_date" | "no_team" | "same_team" | "malformed";

/** Text as it stands in the file; absent fields are undefined. */
export type RawResult = Partial<
  Record<
    | "date"
    | "home"
    | "away"
    | "homeGoals"
    | "awayGoals"
    | "halfTimeHome"
    | "halfTimeAway"
    | "competition"
    | "season"
    | "neutral",
    string
  >
>;

const GOALS_MAX = 99;
const NOT_PLAYED = new Set(["", "na", "n/a", "null", "-"]);

const goalsOf = (text: string | undefined): number | "no_score" | "bad_score" => {
  const plain = (text ?? "").trim();
  if (NOT_PLAYED.has(plain.toLowerCase())) return "no_score";
  return /^\d{1,2}$/.test(plain) && Number(plain) <= GOALS_MAX ? Number(plain) : "bad_score";
};

const isoDate = (text: string | undefined): string | null => {
  const date = /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec((text ?? "").trim())?.[1];
  if (!date) return null;
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
};

const textOf = (text: string | undefined): string | null => text?.trim() || null;

const TRUE = new Set(["true", "1", "t", "yes"]);

/** Reads one match, or says why it cannot be used. */
export const parseResult = (raw: RawResult): ResultRow | RejectReason => {
  const [home, away] = [textOf(raw.home), textOf(raw.away)];
  if (!home || !away) return "no_team";
  if (home === away) return "same_team";
  const date = isoDate(raw.date);
  if (!date) return "bad_date";
  const [homeGoals, awayGoals] = [goalsOf(raw.homeGoals), goalsOf(raw.awayGoals)];
  if (typeof homeGoals === "string") return homeGoals;
  if (typeof awayGoals === "string") return awayGoals;
  const [halfHome, halfAway] = [goalsOf(raw.halfTimeHome), goalsOf(raw.halfTimeAway)];
  return {
    date,
    home,
    away,
    homeGoals,
    awayGoals,
    halfTime:
      typeof halfHome === "number" && typeof halfAway === "number"
        ? { home: halfHome, away: halfAway }
        : null,
    competition: textOf(raw.competition),
    season: textOf(raw.season),
    neutral: TRUE.has((raw.neutral ?? "").trim().toLowerCase()),
  };
};
