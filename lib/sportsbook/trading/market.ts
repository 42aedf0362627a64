import type pg from "pg";
import { z } from "zod";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { Change } from "#lib/platform/commands/define.ts";
import {
  array,
  bool,
  float8,
  int2,
  int4,
  int8,
  json,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  uuid,
} from "#lib/platform/database/statement.ts";
import { isFinished } from "#lib/sportsbook/events/views.ts";
import {
  applyBook,
  type BookChange,
  MARKET_STATUS,
  type MarketPrice,
  WRITTEN,
} from "#lib/sportsbook/markets/index.ts";
import { MARGIN_METHODS } from "#lib/sportsbook/pricing/index.ts";
import type { MarketRefusal } from "./schema.ts";

const lockEvent = statement({
  text: "select pg_advisory_xact_lock(book_lock_key('event', event_id)) from market where id = $1",
  params: [text],
  row: {},
});

/** Exclusive on the market's event: no bet is accepted, and no price or result written, until the caller's transaction is over. */
export const lockEventOf = async (tx: pg.PoolClient, marketId: string): Promise<void> => {
  await lockEvent.run([marketId], tx);
};

const OUTCOME = z.object({
  key: z.string(),
  position: z.number(),
  probability: z.number().nullable(),
  active: z.boolean(),
  decided: z.boolean(),
  /** As it is offered, ×10⁻⁴. */
  odds: z.string().nullable(),
  feedOdds: z.string().nullable(),
  manual: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

const marketsOf = statement({
  text: `
    select m.id, m.event_id as "eventId", e.status as "eventStatus", m.market_type as "marketType", m.specifiers, m.groups, m.written, m.status,
           coalesce(m.feed_status, m.status) as "feedStatus", coalesce(c.version, 0) as version, c.off, c.method, c.overround,
           c.stake_max as "stakeMax", c.payout_max as "payoutMax",
           coalesce((select jsonb_agg(jsonb_build_object('key', o.key, 'position', o.position, 'probability', o.probability,
                              'active', o.active, 'decided', o.result is not null, 'odds', o.odds::text,
                              'feedOdds', coalesce(o.feed_odds, o.odds)::text, 'manual', p.odds::text, 'expiresAt', p.expires_at)
                            order by o.position, o.key)
                       from outcome o
                       left join price_control p on p.market_id = m.id and p.outcome_key = o.key and p.released_at is null
                      where o.market_id = m.id), '[]') as outcomes
      from market m join event e on e.id = m.event_id left join market_control c on c.market_id = m.id
     where m.id = any($1) order by m.event_id, m.id`,
  params: [array(text)],
  row: {
    id: text,
    eventId: text,
    eventStatus: int2,
    marketType: text,
    specifiers: text,
    groups: array(text),
    written: nullable(json(WRITTEN)),
    status: only(int2, z.literal(Object.values(MARKET_STATUS))),
    feedStatus: only(int2, z.literal(Object.values(MARKET_STATUS))),
    version: int4,
    off: nullable(bool),
    method: nullable(only(text, z.enum(MARGIN_METHODS))),
    overround: nullable(float8),
    stakeMax: nullable(int8),
    payoutMax: nullable(int8),
    outcomes: json(z.array(OUTCOME)),
  },
});

export type MarketNow = RowOfStatement<typeof marketsOf>;

/** What traders set for a market as a whole. */
export type Settings = Pick<MarketNow, "off" | "method" | "overround" | "stakeMax" | "payoutMax">;

export const marketNow = async (tx: pg.PoolClient, marketId: string): Promise<MarketNow | undefined> =>
  marketsOf.first([[marketId]], tx);

/** The market under its event's lock, if it is open and nobody has set anything since `version`. */
export const lockMarket = async (
  tx: pg.PoolClient,
  { marketId, version }: { marketId: string; version: number },
): Promise<Result<MarketNow, MarketRefusal>> => {
  await lockEventOf(tx, marketId);
  const market = await marketNow(tx, marketId);
  if (!market) return refuse({ code: "unknown_market" });
  if (market.status <= MARKET_STATUS.settled || isFinished(market.eventStatus))
    return refuse({ code: "market_closed" });
  return market.version === version ? accept(market) : refuse({ code: "control_changed" });
};

/** The market as the feed has it, or as staff wrote it. */
export const priceOf = ({ id, marketType, specifiers, groups, written, feedStatus, outcomes }: MarketNow) =>
  ({
    id,
    marketType,
    specifiers,
    groups,
    ...(written && { written }),
    status: feedStatus,
    outcomes: outcomes.map(({ key, position, probability, active, feedOdds }) => ({
      key,
      position,
      probability,
      active,
      odds: feedOdds === null ? null : BigInt(feedOdds),
    })),
  }) satisfies MarketPrice & { id: string };

/**
 * Writes these markets again as the feed has them and traders have set them, each event with a new version: what is offered now,
 * without waiting for the feed. Leaves out what is settled. Returns the ids of the events, which the caller announces after
 * its commit. Expects the caller to hold the locks of the events.
 */
export const rewriteMarkets = async (tx: pg.PoolClient, marketIds: readonly string[]): Promise<string[]> => {
  const changes = new Map<string, BookChange & { markets: (MarketPrice & { id: string })[] }>();
  for (const market of await marketsOf.all([marketIds], tx)) {
    if (market.status <= MARKET_STATUS.settled) continue;
    const { eventId } = market;
    const change = changes.get(eventId) ?? { eventId, markets: [] };
    change.markets.push(priceOf(market));
    changes.set(eventId, change);
  }
  await applyBook([...changes.values()], tx);
  return [...changes.keys()];
};

const save = statement({
  text: `
    insert into market_control as c (market_id, event_id, version, off, method, overround, by, stake_max, payout_max)
    select m.id, m.event_id, 1, $2, $3, $4, $5, $6, $7 from market m where m.id = $1
    on conflict (market_id) do update set version = c.version + 1, off = excluded.off, method = excluded.method,
      overround = excluded.overround, stake_max = excluded.stake_max, payout_max = excluded.payout_max, by = excluded.by, at = clock_timestamp()
    returning version`,
  params: [
    text,
    nullable(bool),
    nullable(text),
    nullable(float8),
    nullable(uuid),
    nullable(int8),
    nullable(int8),
  ],
  row: { version: int4 },
});

/** Makes a new version of the market's settings, changed or not, and returns it. Null `by`: the system. */
export const saveSettings = async (
  tx: pg.PoolClient,
  { id, off, method, overround, stakeMax, payoutMax }: Pick<MarketNow, "id" | keyof Settings>,
  by: string | null,
): Promise<number> => {
  const saved = await save.first([id, off, method, overround, by, stakeMax, payoutMax], tx);
  if (!saved) throw new Error(`there is no market ${id}`);
  return saved.version;
};

export type Limits = Pick<MarketNow, "stakeMax" | "payoutMax">;

export const limitsAsText = ({
  stakeMax,
  payoutMax,
}: Limits): { stakeMax: string | null; payoutMax: string | null } => ({
  stakeMax: stakeMax?.toString() ?? null,
  payoutMax: payoutMax?.toString() ?? null,
});

const asState = ({
  version,
  off,
  method,
  overround,
  stakeMax,
  payoutMax,
  written,
  status,
  outcomes,
}: MarketNow) => ({
  version,
  ...(written && { title: written.title, names: written.outcomes }),
  off,
  method,
  overround,
  ...limitsAsText({ stakeMax, payoutMax }),
  status,
  outcomes: Object.fromEntries(
    outcomes.map(({ key, odds, manual, expiresAt }) => [
      key,
      { odds, manual, ...(expiresAt && { expiresAt }) },
    ]),
  ),
});

/** What a command did to a market, for the audit row. */
export const changeOf = async (tx: pg.PoolClient, before: MarketNow): Promise<Change> => {
  const after = await marketNow(tx, before.id);
  return { before: asState(before), after: after && asState(after) };
};
