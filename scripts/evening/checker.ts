import { rows } from "#lib/platform/testing/rows.ts";
import { type LegOutcome, legOutcome, type ReceivedEntry, returnOf } from "../simulate/effective-result.ts";
import { entriesOf } from "../simulate/platform-state.ts";

/** A bet as the database has it. */
type Bet = {
  id: string;
  stake: bigint;
  status: string;
  result: string | null;
  returned: bigint | null;
  voidReason: string | null;
  placedAtUs: bigint;
  freeBet: boolean;
  /** Bits of the legs; null for one line of all. */
  lines: bigint[] | null;
  legs: { marketId: string; outcomeKey: string; odds: string; builder: number | null; early: boolean }[];
};

const betsOf = (emails: readonly string[]): Promise<Bet[]> =>
  rows<Bet>(
    `select b.id, b.stake, b.status, b.result, b.returned, b.void_reason as "voidReason", b.lines, b.free_bet_id is not null as "freeBet",
            (extract(epoch from b.placed_at) * 1000000)::bigint as "placedAtUs",
            (select json_agg(json_build_object('marketId', l.market_id, 'outcomeKey', l.outcome_key, 'odds', l.odds::text,
                                               'builder', l.builder, 'early', l.builder is null and coalesce(o.early_at >= b.placed_at, false))
                               order by l.position)
               from bet_leg l left join outcome o on o.market_id = l.market_id and o.key = l.outcome_key where l.bet_id = b.id) as legs
       from bet b join player p on p.id = b.player_id where p.email = any($1) order by b.id`,
    [emails],
  );

/** What counts of a market's entries: a rollback by staff undoes every result before it, whatever the feed's clock says. */
const afterStaff = (entries: readonly (ReceivedEntry & { source: string })[]): ReceivedEntry[] => {
  const undone = entries.findLastIndex(({ source, kind }) => source !== "feed" && kind === "rollback_result");
  return entries.filter(({ source, kind }, at) => source === "feed" && !(kind === "result" && at < undone));
};

const VOID: LegOutcome = { factor: { numerator: 1n, denominator: 1n }, lost: false, void: true };

/** The legs of a bet builder together: one of them lost, or void if one of them is and all are known. */
const together = (legs: readonly LegOutcome[]): LegOutcome[] => {
  const decided = legs.every((leg) => leg !== null);
  const void_ = legs.some((leg) => leg?.void) && decided && !legs.some((leg) => leg?.lost);
  return void_ ? legs.map(() => VOID) : [...legs];
};

const isIn = (mask: bigint, position: number): boolean => (mask >> BigInt(position)) % 2n === 1n;

const expectedOf = (bet: Bet, entries: ReadonlyMap<string, ReceivedEntry[]>): bigint | null => {
  if (bet.voidReason !== null) return bet.stake;
  const known = bet.legs.map(
    ({ marketId, outcomeKey, odds, early }): LegOutcome =>
      early
        ? { factor: { numerator: BigInt(odds), denominator: 10_000n }, lost: false, void: false }
        : legOutcome(entries.get(marketId) ?? [], outcomeKey, BigInt(odds), bet.placedAtUs),
  );
  const outcomes = known.map((own, position): LegOutcome => {
    const builder = bet.legs[position]?.builder ?? null;
    if (builder === null) return own;
    const members = bet.legs.flatMap((leg, at) => (leg.builder === builder ? [at] : []));
    return together(members.map((at) => known[at] ?? null))[members.indexOf(position)] ?? null;
  });
  const lines = bet.lines ?? [2n ** BigInt(bet.legs.length) - 1n];
  const stake = bet.stake / BigInt(lines.length);
  const returned = lines
    .map((mask) =>
      returnOf(
        stake,
        outcomes.filter((_, position) => isIn(mask, position)),
      ),
    )
    .reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0n);
  // Of a free bet the stake is not returned, unless all is void: then it is given back.
  if (returned === null || !bet.freeBet || outcomes.every((each) => each?.void)) return returned;
  return returned > bet.stake ? returned - bet.stake : 0n;
};

export type Checked = { settled: number; open: number; wrong: string[] };

/**
 * Recomputes what every bet of these players returns, from the journal of results alone, by code of its own. A bet that was cashed out
 * returns what its player was answered.
 * @param cashedOut what was answered, by the bet's id
 */
export const checkReturns = async (
  emails: readonly string[],
  cashedOut: ReadonlyMap<string, bigint>,
): Promise<Checked> => {
  const bets = await betsOf(emails);
  const markets = [...new Set(bets.flatMap(({ legs }) => legs.map(({ marketId }) => marketId)))];
  const grouped = Map.groupBy(await entriesOf(markets), ({ marketId }) => marketId);
  const entries = new Map([...grouped].map(([id, all]) => [id, afterStaff(all)]));
  const wrong = bets.flatMap((bet) => {
    const returned = bet.status === "settled" ? bet.returned : null;
    if (bet.result === "cashed_out") {
      const said = cashedOut.get(bet.id);
      return said === returned
        ? []
        : [`bet ${bet.id} was cashed out for ${returned}, its player was told ${said}`];
    }
    const expected = expectedOf(bet, entries);
    return expected === returned ? [] : [`bet ${bet.id} returns ${returned}, by its results ${expected}`];
  });
  const settled = bets.filter(({ status }) => status === "settled").length;
  return { settled, open: bets.length - settled, wrong };
};
