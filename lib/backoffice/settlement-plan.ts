import type pg from "pg";
import { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import {
  array,
  bool,
  float8,
  int2,
  int4,
  json,
  nullable,
  type RowOfStatement,
  statement,
  text,
} from "#lib/platform/database/statement.ts";
import { type BookChange, WRITTEN } from "#lib/sportsbook/markets/index.ts";
import { settlementEffect } from "#lib/sportsbook/settlement/index.ts";
import { certainty, storedOutcomes } from "./columns.ts";
import type { PreviewSettlementInput, SettlementEffect, SettlementPreview } from "./schema.ts";
import { type PreviewRefusal, settlementEntriesOf } from "./settlement-entries.ts";

export type Client = pg.Pool | pg.PoolClient;

/** Exclusive on the event: no bet is accepted and no result written between this read and the commit. */
export const lockEventOfMarket = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', m.event_id)) from sportsbook_market_view m where m.id = $1",
  params: [text],
  row: {},
});

const effectiveResultOf = statement({
  text: `
    select m.event_id, e.sport_id as "sportId", m.market_type as "marketType", m.specifiers, m.written, e.status in (3, 4, 5, 9) as "eventOver", m.status, m.settlement_version, s.cancelled, s.certainty, s.outcomes,
           array(select o.key from sportsbook_outcome_view o where o.market_id = m.id order by o.position, o.key) as keys,
           coalesce((select jsonb_agg(jsonb_build_object('startsAt', round(extract(epoch from w.starts_at) * 1000),
                                                         'endsAt', round(extract(epoch from w.ends_at) * 1000)))
                       from effective_entries(market_journal(m.id)) w where w.kind = 'cancel'), '[]') as cancels,
           floor(extract(epoch from clock_timestamp()) * 1000)::float as "nowMs"
      from sportsbook_market_view m join sportsbook_event_view e on e.id = m.event_id,
           lateral market_effective_result(m.id) s
     where m.id = $1`,
  params: [text],
  row: {
    event_id: text,
    sportId: text,
    marketType: text,
    specifiers: text,
    written: nullable(json(WRITTEN)),
    eventOver: bool,
    status: int2,
    settlement_version: int4,
    cancelled: bool,
    certainty: nullable(certainty),
    outcomes: nullable(storedOutcomes),
    keys: array(text),
    cancels: json(z.array(z.object({ startsAt: z.number().nullable(), endsAt: z.number().nullable() }))),
    nowMs: float8,
  },
});

export type MarketRow = RowOfStatement<typeof effectiveResultOf>;

/** The market as it is now, read on this connection; null where there is none of this id. */
export const marketNow = async (client: Client, marketId: string): Promise<MarketRow | null> =>
  (await effectiveResultOf.first([marketId], client)) ?? null;

/** The effect of a change on the bets of these markets, by currency. */
export const effectsOf = async (
  marketIds: readonly string[],
  change: BookChange,
  client: Client,
): Promise<SettlementEffect[]> =>
  (await settlementEffect(marketIds, change, client)).map((row) => ({
    currency: row.currency,
    touched: Number(row.touched),
    settled: Number(row.settled),
    corrected: Number(row.corrected),
    reopened: Number(row.reopened),
    goesOn: Number(row.goes_on),
    paid: row.paid,
    takenBack: row.taken_back,
    house: row.house,
    owed: row.owed,
    owing: Number(row.owing),
    repaid: row.repaid,
  }));

/** What a preview showed, as text; without what players owe, which depends on their cash and also changes for other reasons. */
export const seenOf = (version: number, effects: readonly SettlementEffect[]): string =>
  [
    `v${version}`,
    ...effects.map((e) =>
      [e.currency, e.touched, e.settled, e.corrected, e.reopened, e.paid, e.takenBack, e.house].join(":"),
    ),
  ].join(" ");

/** A market, the entries that a settlement action would write, and its effect on the money of the bets. */
type Planned = { market: MarketRow; change: BookChange; preview: SettlementPreview };

/** What a settlement action would do to one market, read on this connection. Read-only. */
export const planSettlement = async (
  staffId: string,
  { marketId, action }: PreviewSettlementInput,
  client: Client,
): Promise<Result<Planned, PreviewRefusal>> => {
  const market = await marketNow(client, marketId);
  if (!market) return refuse({ code: "unknown_market" });
  const entries = settlementEntriesOf(marketId, action, market, staffId, market.nowMs);
  if (!entries.ok) return entries;
  const change = { eventId: market.event_id, ...entries.value };
  const effects = await effectsOf([marketId], change, client);
  return accept({ market, change, preview: { seen: seenOf(market.settlement_version, effects), effects } });
};
