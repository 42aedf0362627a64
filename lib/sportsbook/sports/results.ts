import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import type { OutcomeResult } from "#lib/sportsbook/markets/schema.ts";

/** The settlements that the sports' markets are made of, by the table of feed settlements. */
type Settlement = Pick<OutcomeResult, "result" | "voidFactor">;

const WON: Settlement = { result: 1, voidFactor: null };
const LOST: Settlement = { result: 0, voidFactor: null };
const REFUNDED: Settlement = { result: 0, voidFactor: 1 };
const HALF_WON: Settlement = { result: 1, voidFactor: 0.5 };
const HALF_LOST: Settlement = { result: 0, voidFactor: 0.5 };

const outcome = (key: string, { result, voidFactor }: Settlement): OutcomeResult => ({
  key,
  result,
  voidFactor,
  deadHeatFactor: null,
});

/** These outcomes win, the others lose. */
export const winners = (keys: readonly string[], won: readonly string[]): OutcomeResult[] =>
  keys.map((key) => outcome(key, won.includes(key) ? WON : LOST));

/** Every stake comes back. */
export const refunded = (keys: readonly string[]): OutcomeResult[] =>
  keys.map((key) => outcome(key, REFUNDED));

/** How a side settles that is `lead` ahead of its line: a quarter line is the mean of its two neighbours. */
export const settleAhead = (lead: number): Settlement => {
  if (lead >= 0.5) return WON;
  if (lead <= -0.5) return LOST;
  if (lead === 0) return REFUNDED;
  return lead > 0 ? HALF_WON : HALF_LOST;
};

export const twoSided = (keys: readonly [string, string], lead: number): OutcomeResult[] => [
  outcome(keys[0], settleAhead(lead)),
  outcome(keys[1], settleAhead(-lead)),
];

/** Over and under a line; the over is decided as soon as the count has passed it. */
export const overUnder = (count: number, line: number, final: boolean): OutcomeResult[] | null =>
  final || count - line >= 0.5 ? twoSided(["over", "under"], count - line) : null;

/** @throws RangeError where there is no quarter line of this name */
export const quarterLine = (specifiers: string, name: string): number => {
  const text = parseSpecifiers(specifiers)[name] ?? "";
  const line = Number(text);
  if (text === "" || !Number.isInteger(line * 4)) throw new RangeError(`no ${name} line in "${specifiers}"`);
  return line;
};

/** A whole number from 1 on. @throws RangeError where there is none of this name */
export const ordinal = (specifiers: string, name: string): number => {
  const number = Number(parseSpecifiers(specifiers)[name]);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`no ${name} in "${specifiers}"`);
  return number;
};
