import type { EventScore } from "#lib/sportsbook/events/schema.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/schema.ts";
import { SPORT_VIEWS, type SportViews } from "#lib/sportsbook/sports/schema.ts";

/** Words of the `admin` namespace, looked up by keys that data decides: a code without words is shown as it is. */
export type Words = {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
};

const LINE_OF = ["total", "handicap"] as const;

export type Sides = { home: string; away: string };

/** "Total goals 2.5", "Kenya: total goals 1.5", "2nd goal": what players see, with its line. */
export const marketName = (t: Words, template: string, specifiers: string, sides?: Sides): string => {
  const key = `market.${template}`;
  if (!t.has(key)) return specifiers ? `${template} ${specifiers}` : template;
  const { team = "home", ...rest } = parseSpecifiers(specifiers);
  const line = LINE_OF.map((name) => rest[name]).find((value) => value !== undefined) ?? "";
  const side = team === "away" ? "away" : "home";
  return t(key, { team: sides?.[side] ?? t(`outcome.${side}`), line, goal: Number(rest.goalnr ?? 1) });
};

const SCORE = /^\d+-\d+$/;

const signed = (line: number): string => (line > 0 ? `+${line}` : line < 0 ? `−${Math.abs(line)}` : "0");

const EITHER: Record<string, readonly ["home" | "draw", "away" | "draw"]> = {
  home_draw: ["home", "draw"],
  home_away: ["home", "away"],
  draw_away: ["draw", "away"],
};

/** "Kenya", "Over 2.5", "Kenya or draw", "2–1". */
export const outcomeName = (t: Words, key: string, specifiers: string, sides?: Sides): string => {
  const { total, handicap } = parseSpecifiers(specifiers);
  const named = (part: string): string =>
    (part === "home" || part === "away" ? sides?.[part] : undefined) ??
    (t.has(`outcome.${part}`) ? t(`outcome.${part}`) : part);
  const either = EITHER[key];
  if (either && sides) return t("outcome.either", { one: named(either[0]), other: named(either[1]) });
  const name = SCORE.test(key) ? key.replace("-", "–") : named(key);
  if (total !== undefined) return `${name} ${total}`;
  if (handicap === undefined) return name;
  const line = key === "away" ? -Number(handicap) : Number(handicap);
  return `${name} ${signed(line)}`;
};

/** The words for a suspension's reason, whoever gave it. */
export const reasonName = (t: Words, reason: string): string =>
  t.has(`suspensionReason.${reason}`) ? t(`suspensionReason.${reason}`) : reason;

const REASONS = ["suspensionReason", "voidReason", "settlementReason", "policy.reason"] as const;

/** A reason as the trail keeps it, "palpable_error: price of another match", with the code in words. */
export const storedReason = (t: Words, text: string): string => {
  const [code = ""] = text.split(":", 1);
  const key = REASONS.map((namespace) => `${namespace}.${code}`).find((name) => t.has(name));
  return key ? `${t(key)}${text.slice(code.length)}` : text;
};

/** The score as the sport reads it; null where none was sent yet, or the sport has no folder. */
export const boardOf = (
  sportId: string,
  stored: unknown,
): { sport: SportViews; score: EventScore } | null => {
  const sport = SPORT_VIEWS.find(({ id }) => id === sportId);
  const score = stored as EventScore | null;
  return sport && score && Object.keys(score).length > 0 ? { sport, score } : null;
};

/** "1–0", or nothing before the start. */
export const scoreText = (sportId: string, stored: unknown): string => {
  const board = boardOf(sportId, stored);
  return board?.sport.summary(board.score)?.text ?? "";
};
