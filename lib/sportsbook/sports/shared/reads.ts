import type { Side } from "#lib/sportsbook/events/schema.ts";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import { quarterLine } from "../results.ts";
import type { Pair } from "./pair.ts";

/** The outcome that wins by the counts of both sides. */
export type Read = (counts: Pair) => string;

/** @throws RangeError where there is no half line of this name */
const halfLine = (specifiers: string, name: "total" | "handicap"): number => {
  const line = quarterLine(specifiers, name);
  if (Math.abs(line % 1) !== 0.5) throw new RangeError(`no half line in "${specifiers}"`);
  return line;
};

/** @throws RangeError where the specifiers name no team */
const teamOf = (specifiers: string): Side => {
  const side = parseSpecifiers(specifiers).team;
  if (side !== "home" && side !== "away") throw new RangeError(`no team in "${specifiers}"`);
  return side;
};

/** A whole number from 1 to `most`. @throws RangeError where there is none of this name */
export const numbered = (specifiers: string, name: string, most: number): number => {
  const number = Number(parseSpecifiers(specifiers)[name]);
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new RangeError(`no ${name} in "${specifiers}"`);
  return number;
};

/** A half line on the home side's lead. */
export const readHandicap = (specifiers: string): Read => {
  const handicap = halfLine(specifiers, "handicap");
  return ({ home, away }) => (home + handicap > away ? "home" : "away");
};

/** A half line on the sum. */
export const readTotal = (specifiers: string): Read => {
  const line = halfLine(specifiers, "total");
  return ({ home, away }) => (home + away > line ? "over" : "under");
};

/** A half line on what one side has. */
export const readTeamTotal = (specifiers: string): Read => {
  const [team, line] = [teamOf(specifiers), halfLine(specifiers, "total")];
  return (counts) => (counts[team] > line ? "over" : "under");
};

export const readOddEven: Read = ({ home, away }) => ((home + away) % 2 === 1 ? "odd" : "even");

/** What a market of a total, or of one side's, counts. */
const countedFor = (specifiers: string, { home, away }: Pair): number => {
  const { team } = parseSpecifiers(specifiers);
  return team === "home" ? home : team === "away" ? away : home + away;
};

/** Whether the over of this market has been passed. */
export const isPassed = (specifiers: string, counts: Pair): boolean => {
  const { total } = parseSpecifiers(specifiers);
  return total !== undefined && countedFor(specifiers, counts) > Number(total);
};

/** How many an over still needs, or that an under is beaten. */
export const totalShortfall = (
  { specifiers, outcomeKey }: { specifiers: string; outcomeKey: string },
  counts: Pair,
): { needed?: number; beaten?: true } => {
  const { total } = parseSpecifiers(specifiers);
  if (total === undefined) return {};
  const counted = countedFor(specifiers, counts);
  if (outcomeKey === "over") return { needed: Math.floor(Number(total) - counted) + 1 };
  return counted > Number(total) ? { beaten: true } : {};
};
