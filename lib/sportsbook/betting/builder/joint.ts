import { ODDS_MIN, ODDS_SCALE, type Odds, oddsFromFloat } from "#lib/core/odds.ts";
import { offeredOdds } from "#lib/sportsbook/pricing/index.ts";
import { type MarketRef, resultAt, shareOf, type WeightedFinal } from "#lib/sportsbook/sports/index.ts";
import type { Outlook } from "../cash-out/outlooks.ts";

export type BuilderLeg = MarketRef & { marketId: string; outcomeKey: string };

/**
 * Why legs are no builder. Excluded: they cannot all win. Redundant: the first of the markets includes the second, or the others together do.
 * Unavailable: these markets are not priced by our model, or may settle by halves.
 */
export type BuilderProblem = {
  reason: "builder_excluded" | "builder_redundant" | "builder_unavailable";
  marketIds: string[];
};

/** How likely it is that all legs win, and that the stake comes back because one is void and none has lost. */
export type Joint = { win: number; refund: number };

export const isProblem = (joint: Joint | BuilderProblem): joint is BuilderProblem => "reason" in joint;

/** Less likely than this is never, for the sums of a model. */
const NEVER = 1e-9;
const UNLIKELY = 1e-6;

/** How likely each combination of legs that win and legs that are void is; legs are bits. */
type Table = { probability: number; won: number; isVoid: number }[];

const bit = (at: number): number => 1 << at;
const has = (mask: number, at: number): boolean => (mask & bit(at)) !== 0;

const tableOf = (legs: readonly BuilderLeg[], finals: readonly WeightedFinal[]): Table | BuilderProblem => {
  const table = new Map<number, Table[number]>();
  for (const final of finals) {
    let [won, isVoid] = [0, 0];
    for (const [at, leg] of legs.entries()) {
      const result = resultAt(final, leg, leg.outcomeKey);
      const share = result && shareOf(result);
      if (!share || (share.stake !== 0 && share.stake !== 1))
        return { reason: "builder_unavailable", marketIds: [leg.marketId] };
      if (share.odds > 0) won |= bit(at);
      if (share.stake === 1) isVoid |= bit(at);
    }
    // Two masks of up to twenty legs fit into a number.
    const key = won * 2 ** legs.length + isVoid;
    const known = table.get(key);
    if (known) known.probability += final.probability;
    else table.set(key, { probability: final.probability, won, isVoid });
  }
  return [...table.values()];
};

const massOf = (table: Table, is: (row: Table[number]) => boolean): number =>
  table.reduce((sum, row) => (is(row) ? sum + row.probability : sum), 0);

/** The first pair of legs for which this never happens. */
const pairOf = (
  table: Table,
  count: number,
  never: (won: number, one: number, other: number) => boolean,
): [number, number] | null => {
  for (let one = 0; one < count; one += 1)
    for (let other = 0; other < count; other += 1)
      if (one !== other && massOf(table, ({ won }) => never(won, one, other)) < NEVER) return [one, other];
  return null;
};

/** Legs of one event taken together, by how it may end; or why they cannot be. */
export const jointOf = (
  legs: readonly BuilderLeg[],
  outlook: Pick<Outlook, "finals"> | null,
): Joint | BuilderProblem => {
  const idOf = (at: number): string => legs[at]?.marketId ?? "";
  const ids = legs.map(({ marketId }) => marketId);
  const finals = outlook?.finals(legs) ?? [];
  if (finals.length === 0) return { reason: "builder_unavailable", marketIds: ids };
  const table = tableOf(legs, finals);
  if ("reason" in table) return table;

  const all = bit(legs.length) - 1;
  const win = massOf(table, ({ won }) => won === all);
  if (win < UNLIKELY) {
    const pair = pairOf(table, legs.length, (won, one, other) => has(won, one) && has(won, other));
    return { reason: "builder_excluded", marketIds: pair ? pair.map(idOf) : ids };
  }
  const pair = pairOf(table, legs.length, (won, one, other) => has(won, one) && !has(won, other));
  if (pair) return { reason: "builder_redundant", marketIds: pair.map(idOf) };
  for (const at of legs.keys())
    if (massOf(table, ({ won }) => won === all - bit(at)) < NEVER)
      return {
        reason: "builder_redundant",
        marketIds: [...ids.filter((_, other) => other !== at), idOf(at)],
      };
  const lost = massOf(table, ({ won, isVoid }) => (won | isVoid) !== all);
  return { win, refund: Math.max(0, 1 - win - lost) };
};

/**
 * The price of a builder, on the ladder: the fair one less the margin of every leg, and no lower than that of its dearest leg, which it
 * contains. Never above fair, so its expected return is no more than its stake, as is that of every other price of the model: no stakes on
 * them together can win at every end. Null where it is not offered.
 * @param marginBp of one leg, in hundredths of a per cent
 */
export const builderOdds = (
  { win, refund }: Joint,
  legOdds: readonly Odds[],
  marginBp: number,
): Odds | null => {
  const fair = win / (1 - refund);
  const priced = offeredOdds(fair, fair * (1 + marginBp / 10_000) ** legOdds.length);
  if (priced === null) return null;
  const ceiling = oddsFromFloat(1 / fair);
  const dearest = legOdds.reduce((most, odds) => (odds <= ceiling && odds > most ? odds : most), ODDS_MIN);
  const odds = refund < NEVER && dearest > priced ? dearest : priced;
  return odds > ceiling || odds <= ODDS_SCALE ? null : odds;
};
