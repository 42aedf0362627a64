import { marketRefOf, parseSpecifiers } from "#lib/sportsbook/markets/market-ids.ts";
import { findMarketType } from "#lib/sportsbook/sports/schema.ts";

/** All lines of one market, shown as one block. */
export type Family = { key: string; marketType: string; marketIds: string[] };

/** What a family is called among the pinned ones, of this and of every other match of its sport. */
export const pinOf = (sportId: string, familyKey: string): string => `${sportId}.${familyKey}`;

/** Markets that belong into one block, in the order of the page: every line of a total, each team, each set. */
export const familiesOf = (sportId: string, marketIds: readonly string[]): Family[] => {
  const families = new Map<string, Family>();
  for (const id of marketIds) {
    const { marketType, specifiers } = marketRefOf(id);
    const { blockBy } = findMarketType(sportId, marketType) ?? {};
    const key = [marketType, blockBy && parseSpecifiers(specifiers)[blockBy]].filter(Boolean).join("-");
    const family = families.get(key);
    if (family) family.marketIds.push(id);
    else families.set(key, { key, marketType, marketIds: [id] });
  }
  return [...families.values()];
};

/** About how many rows of prices a block is high, whatever of it is open: its heading counts as two. */
const rowsOf = (sportId: string, marketType: string): number => {
  const { layout, outcomes = [] } = findMarketType(sportId, marketType) ?? {};
  switch (layout) {
    case "lines":
    case "handicap":
      return 7;
    case "scores":
      return 2 + outcomes.length / 2;
    case "stack":
      return 2 + outcomes.length;
    default:
      return 3;
  }
};

/** Blocks for two columns side by side, by key, each on the side that is shorter when its turn comes. The pinned ones are in the first. */
export const inStacks = (
  sportId: string,
  families: readonly Family[],
  isPinned: (family: Family) => boolean,
): [Set<string>, Set<string>] => {
  const stacks: [Set<string>, Set<string>] = [new Set(), new Set()];
  const rows: [number, number] = [0, 0];
  for (const family of [...families.filter(isPinned), ...families.filter((each) => !isPinned(each))]) {
    const side = isPinned(family) || rows[0] <= rows[1] ? 0 : 1;
    stacks[side].add(family.key);
    rows[side] += rowsOf(sportId, family.marketType);
  }
  return stacks;
};

/** The `count` neighbouring lines around the most even one. */
export const centralLines = (
  marketIds: readonly string[],
  count: number,
  unevennessOf: (marketId: string) => number,
): string[] => {
  let even = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [place, marketId] of marketIds.entries()) {
    const apart = unevennessOf(marketId);
    if (apart < least) [even, least] = [place, apart];
  }
  const from = Math.max(0, Math.min(even - Math.floor(count / 2), marketIds.length - count));
  return marketIds.slice(from, from + count);
};

export type Score = { home: number; away: number };

/** "2-1" as a score; null for what is none. */
export const scoreOf = (key: string): Score | null => {
  const match = /^(\d+)-(\d+)$/.exec(key);
  return match ? { home: Number(match[1]), away: Number(match[2]) } : null;
};

/** Correct scores as columns: home wins, draws, away wins, each from the lowest up; what fits nowhere comes after. */
export const scoreColumns = (
  keys: readonly string[],
): { home: string[]; draw: string[]; away: string[]; rest: string[] } => {
  const columns = { home: [] as string[], draw: [] as string[], away: [] as string[], rest: [] as string[] };
  const sum = (key: string) => {
    const score = scoreOf(key);
    return score ? Math.max(score.home, score.away) * 10 + Math.min(score.home, score.away) : 0;
  };
  for (const key of keys.toSorted((a, b) => sum(a) - sum(b))) {
    const score = scoreOf(key);
    if (!score) columns.rest.push(key);
    else columns[score.home > score.away ? "home" : score.home < score.away ? "away" : "draw"].push(key);
  }
  return columns;
};
