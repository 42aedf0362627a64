import type { createTranslator } from "next-intl";
import { parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import type { WrittenMarket } from "#lib/sportsbook/markets/views.ts";
import { findMarketType, SPECIAL, SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import type { Messages } from "./messages/en/index.ts";

/** Words of the `sports` namespace. */
export type SportTranslator = ReturnType<typeof createTranslator<Messages, "sports">>;

/** The same, looked up by keys that data decides. */
type Lookup = {
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
};
const lookup = (t: SportTranslator): Lookup => t as unknown as Lookup;

export type NamedMarket = {
  /** Absent where it is not known: then the first sport that has such a market. */
  sportId?: string | undefined;
  marketType: string;
  specifiers: string;
  /** The names of those who take part, in their order: home and away, or a field. */
  participants: readonly string[];
  /** What staff called it and its outcomes, where they wrote it. */
  written?: WrittenMarket | null | undefined;
};

/** The names of an event's participants, in their order. */
export const namesOf = (event: { participants: readonly { name: string }[] }): string[] =>
  event.participants.map(({ name }) => name);

const sportOf = ({ sportId, marketType }: Pick<NamedMarket, "sportId" | "marketType">): string =>
  sportId || (SPORT_VIEWS.find(({ id }) => findMarketType(id, marketType))?.id ?? "");

const signed = (line: number): string => (line > 0 ? `+${line}` : line < 0 ? `−${Math.abs(line)}` : "0");

/** The line from the view of one side of a market: a handicap of -0.5 on the home side is +0.5 on the away side. */
export const lineText = (specifiers: string, side: "home" | "away" = "home"): string => {
  const { total, handicap } = parseSpecifiers(specifiers);
  if (handicap !== undefined) return signed(side === "home" ? Number(handicap) : -Number(handicap));
  return total ?? "";
};

/** What a sport's messages may speak of: the sides, the line, and every specifier, numbers as numbers. */
const valuesOf = (market: NamedMarket, side: "home" | "away" = "home") => {
  const { marketType, specifiers, participants } = market;
  // Unknown until the event is loaded. A message of nothing but an empty value is no text to next-intl, which logs it as invalid.
  const [home, away] = [participants[0] || "–", participants[1] || "–"];
  // A type that is named without one of its markets is named like its first.
  const { blockBy } = findMarketType(sportOf(market), marketType) ?? {};
  const given = { ...(blockBy && { [blockBy]: "1" }), ...parseSpecifiers(specifiers) };
  const team = given.team === "away" ? away : home;
  const numbers = Object.entries(given).flatMap(([name, value]) =>
    Number.isNaN(Number(value)) ? [] : [[name, Number(value)] as const],
  );
  return { ...Object.fromEntries(numbers), home, away, team, line: lineText(specifiers, side) };
};

/** What a market is called where all of its lines are together. */
export const marketFamilyName = (t: SportTranslator, market: NamedMarket): string => {
  if (market.written) return market.written.title;
  const words = lookup(t);
  if (market.marketType === SPECIAL.id) return words("special");
  const key = `${sportOf(market)}.markets.${market.marketType}.name`;
  return words.has(key) ? words(key, valuesOf(market)) : words("other");
};

const SCORE = /^\d+-\d+$/;

/** What one outcome is called on a slip, understood without the market's table around it. */
export const outcomeName = (t: SportTranslator, market: NamedMarket, outcome: string): string => {
  if (market.written) return market.written.outcomes[outcome] ?? outcome;
  if (SCORE.test(outcome)) return outcome.replace("-", "–");
  if (findMarketType(sportOf(market), market.marketType)?.outcomes === "participants")
    return market.participants[Number(outcome) - 1] ?? outcome;
  const words = lookup(t);
  const key = `${sportOf(market)}.markets.${market.marketType}.outcomes.${outcome}`;
  return words.has(key) ? words(key, valuesOf(market, outcome === "away" ? "away" : "home")) : outcome;
};

/** An outcome in the width of a list's price, such as 1, X and 2; null where the sport has no such letters. */
export const outcomeShortName = (t: SportTranslator, market: NamedMarket, outcome: string): string | null => {
  const words = lookup(t);
  const key = `${sportOf(market)}.markets.${market.marketType}.short.${outcome}`;
  return words.has(key) ? words(key) : null;
};

/** What a market is called over a column of a list. */
export const boardMarketName = (t: SportTranslator, sportId: string, marketType: string): string => {
  const words = lookup(t);
  const key = `${sportId}.markets.${marketType}.board`;
  return words.has(key)
    ? words(key)
    : marketFamilyName(t, { sportId, marketType, specifiers: "", participants: [] });
};

/** What a sport is called. */
export const sportName = (t: SportTranslator, sportId: string): string => lookup(t)(`${sportId}.name`);

/** The tab of the event's page that a market belongs to. */
export const groupName = (t: SportTranslator, sportId: string, group: string): string =>
  group === SPECIAL.group ? lookup(t)("specials") : lookup(t)(`${sportId}.groups.${group}`);

/** How far an event has got where there is no clock: "HT", "Set 2". */
export const momentName = (
  t: SportTranslator,
  sportId: string,
  moment: { key: string; values?: Readonly<Record<string, number>> },
): string => lookup(t)(`${sportId}.moments.${moment.key}`, moment.values);

/** Why betting is suspended, in the words of the sport, or of the first sport that has such a reason; null for another reason. */
export const reasonName = (
  t: SportTranslator,
  sportId: string | undefined,
  reason: string,
): string | null => {
  const sport =
    sportId ?? SPORT_VIEWS.find(({ suspensionReasons }) => suspensionReasons.includes(reason))?.id;
  const words = lookup(t);
  const key = `${sport}.reasons.${reason}`;
  return words.has(key) ? words(key) : null;
};

/** What just happened, in a word: "GOAL". */
export const highlightName = (t: SportTranslator, sportId: string, key: string): string =>
  lookup(t)(`${sportId}.highlights.${key}`);

/** What a row of a typed score stands for: "Half-time". */
export const scoreRowName = (t: SportTranslator, sportId: string, row: string): string =>
  lookup(t)(`${sportId}.rows.${row}`);

/** A mark beside a participant: "2 red cards". */
export const markName = (t: SportTranslator, sportId: string, kind: string, count: number): string =>
  lookup(t)(`${sportId}.marks.${kind}`, { count });

/** What a losing leg needs to win, counted in what the sport scores. */
export const shortfallName = (t: SportTranslator, sportId: string, count: number): string =>
  lookup(t)(`${sportId}.shortfall`, { count });
