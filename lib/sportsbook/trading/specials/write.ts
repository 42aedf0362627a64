import type pg from "pg";
import type { Odds } from "#lib/core/odds.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { bool, int4, json, nullable, statement, text } from "#lib/platform/database/statement.ts";
import {
  MARKET_STATUS,
  type MarketPrice,
  marketIdOf,
  specifiersOf,
  WRITTEN,
  type WrittenMarket,
} from "#lib/sportsbook/markets/index.ts";
import { bookMargin, onLadder } from "#lib/sportsbook/pricing/index.ts";
import { SPECIAL } from "#lib/sportsbook/sports/index.ts";
import { sameName } from "../input.ts";
import type { BookRefusal } from "./schema.ts";

export type NewOutcome = { name: string; odds: Odds };

const specialsOf = statement({
  text: "select written, status > -3 as open from market where event_id = $1 and written is not null",
  params: [text],
  row: { written: nullable(json(WRITTEN)), open: bool },
});

/** The markets that staff wrote for the event. */
export const specialsOn = async (tx: pg.PoolClient, eventId: string) =>
  (await specialsOf.all([eventId], tx)).flatMap(({ written, open }) => (written ? [{ written, open }] : []));

const betsOf = statement({
  text: `
    select (coalesce((select sum(x.bets) from market_exposure x where x.market_id = $1), 0)
            + (select count(*) from pending_bet w, jsonb_array_elements(w.decision->'slip'->'legs') l
                where w.ended_at is null and l->>'marketId' = $1))::integer as bets`,
  params: [text],
  row: { bets: int4 },
});

/** How many bets there are on the market, pending ones included. */
export const betsOn = async (tx: pg.PoolClient, marketId: string): Promise<number> =>
  (await betsOf.first([marketId], tx))?.bets ?? 0;

/** What is wrong with the names of a market; null for nothing. */
export const nameFault = (
  { title, outcomes }: WrittenMarket,
  others: readonly string[],
): BookRefusal | null => {
  if (others.some((other) => sameName(other, title))) return { code: "same_title" };
  const names = Object.values(outcomes);
  const twice = names.find((name, at) => names.slice(0, at).some((other) => sameName(other, name)));
  return twice === undefined ? null : { code: "same_outcome", name: twice };
};

/** An outcome with a price that is not on the ladder; null where all are. */
export const ladderFault = (outcomes: readonly NewOutcome[]): BookRefusal | null => {
  const off = outcomes.find(({ odds }) => onLadder(odds) !== odds);
  return off ? { code: "outcome_off_ladder", name: off.name } : null;
};

/** A book under 100 %, which sells at a loss whatever happens; null for any other. */
export const bookFault = (
  outcomes: readonly { odds: Odds | null; probability: number | null; active: boolean }[],
  winners: number,
): BookRefusal | null => {
  const margin = bookMargin(outcomes, winners);
  return margin !== null && margin < 0 ? { code: "book_below_fair", margin } : null;
};

/** The k-th market that staff write for an event, as it is offered. */
export const newSpecial = (
  eventId: string,
  k: number,
  { title, winners, outcomes }: { title: string; winners: number; outcomes: readonly NewOutcome[] },
): Result<MarketPrice & { id: string; written: WrittenMarket }, BookRefusal> => {
  if (winners >= outcomes.length) return refuse({ code: "winners_out_of_range" });
  const specifiers = specifiersOf({ nr: k });
  const keyed = outcomes.map((outcome, at) => ({ ...outcome, key: String(at + 1) }));
  return accept({
    id: marketIdOf(eventId, SPECIAL.id, specifiers),
    marketType: SPECIAL.id,
    specifiers,
    status: MARKET_STATUS.active,
    written: { title, winners, outcomes: Object.fromEntries(keyed.map(({ key, name }) => [key, name])) },
    outcomes: keyed.map(({ key, odds }, position) => ({
      key,
      position,
      odds,
      probability: null,
      active: true,
    })),
  });
};
