import type pg from "pg";
import { auditStaff } from "#lib/audit/index.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { sql } from "#lib/platform/database/db.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { wakeRelay } from "#lib/platform/messaging/outbox.ts";
import { announceEvents, applyBook, type BookChange } from "#lib/sportsbook/markets/index.ts";
import { settlementEffect } from "#lib/sportsbook/settlement/index.ts";
import type {
  PreviewSettlementInput,
  SettleByHandInput,
  SettlementDeed,
  SettlementEffect,
  SettlementPreview,
  SettleRefusal,
  Staff,
} from "./schema.ts";
import { type PreviewRefusal, type Standing, settlementWords } from "./settlement-words.ts";
import { reasonLine, tellStaff } from "./suspend.ts";

type Client = pg.Pool | pg.PoolClient;

// Exclusive on the event: no bet is accepted and no result written between what is read here and the commit.
const LOCK = `
  select pg_advisory_xact_lock(book_lock_key('event', m.event_id)) from market m where m.id = $1`;

const STANDING = `
  select m.event_id, m.template, m.specifiers, e.status in (3, 4, 5, 9) as "eventOver", m.status, m.settlement_version, s.cancelled, s.certainty, s.outcomes,
         array(select o.key from outcome o where o.market_id = m.id order by o.position, o.key) as keys,
         coalesce((select jsonb_agg(jsonb_build_object('startsAt', round(extract(epoch from w.starts_at) * 1000),
                                                       'endsAt', round(extract(epoch from w.ends_at) * 1000)))
                     from market_words_standing(market_said(m.id)) w where w.kind = 'cancel'), '[]') as cancels,
         floor(extract(epoch from clock_timestamp()) * 1000)::float as "nowMs"
    from market m join event e on e.id = m.event_id, lateral market_standing(m.id) s where m.id = $1`;

type MarketRow = Standing & { nowMs: number; eventOver: boolean };

const standing = async (client: Client, marketId: string): Promise<MarketRow | null> =>
  (await client.query<MarketRow>(STANDING, [marketId])).rows[0] ?? null;

const effectsOf = async (marketId: string, change: BookChange, client: Client): Promise<SettlementEffect[]> =>
  (await settlementEffect(marketId, change, client)).map((row) => ({
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

// What players owe is left out: it follows their cash, which moves for reasons of its own.
const seenOf = (version: number, effects: readonly SettlementEffect[]): string =>
  [
    `v${version}`,
    ...effects.map((e) =>
      [e.currency, e.touched, e.settled, e.corrected, e.reopened, e.paid, e.takenBack, e.house].join(":"),
    ),
  ].join(" ");

type Planned = { market: MarketRow; change: BookChange; preview: SettlementPreview };

const plan = async (
  staff: Staff,
  { marketId, deed }: PreviewSettlementInput,
  client: Client,
): Promise<Result<Planned, PreviewRefusal>> => {
  const market = await standing(client, marketId);
  if (!market) return refuse({ code: "unknown_market" });
  const words = settlementWords(marketId, deed, market, staff.staffId, market.nowMs);
  if (!words.ok) return words;
  const change = { eventId: market.event_id, ...words.value };
  const effects = await effectsOf(marketId, change, client);
  return accept({ market, change, preview: { seen: seenOf(market.settlement_version, effects), effects } });
};

/** What a deed of staff would do to the money of one market's bets, by currency. Changes nothing. */
export const previewSettlement = async (
  staff: Staff,
  input: PreviewSettlementInput,
): Promise<Result<SettlementPreview, PreviewRefusal>> => {
  const planned = await plan(staff, input, sql());
  return planned.ok ? accept(planned.value.preview) : planned;
};

const ACTION: Record<SettlementDeed["kind"], string> = {
  result: "market.settle",
  confirm: "market.confirm",
  rollback_result: "market.rollback",
  cancel: "market.cancel",
  rollback_cancel: "market.restore",
};

const told = ({ status, settlement_version, certainty, outcomes, cancels }: Standing) => ({
  status,
  settlementVersion: settlement_version,
  certainty,
  outcomes,
  cancels,
});

const asText = (effect: SettlementEffect) =>
  Object.fromEntries(
    Object.entries(effect).map(([name, value]) => [
      name,
      typeof value === "bigint" ? value.toString() : value,
    ]),
  );

/**
 * Settles a market by hand: gives, confirms or takes back a result, cancels the market or the bets of a time, or takes
 * that back. The word goes into the settlement journal and outranks the feed's; the settlement carries it out. Refuses
 * with the new preview when the market or its bets have moved since `seen`, and a result of an event that is not over unless
 * `beforeTheEnd` says that this is known. Journal entry and audit row are written together.
 */
export const settleByHand = async (
  staff: Staff,
  input: SettleByHandInput,
): Promise<Result<SettlementEffect[], SettleRefusal>> => {
  const { marketId, deed, seen, reason, note, beforeTheEnd } = input;
  type Done = Result<{ eventId: string; effects: SettlementEffect[] }, SettleRefusal>;
  const done = await transaction(async (client): Promise<Done> => {
    await client.query(LOCK, [marketId]);
    const planned = await plan(staff, { marketId, deed }, client);
    if (!planned.ok) return planned;
    const { market, change, preview } = planned.value;
    if (deed.kind === "result" && !market.eventOver && !beforeTheEnd)
      return refuse({ code: "event_not_over" });
    if (preview.seen !== seen) return refuse({ code: "effect_changed", preview });
    await applyBook([change], client);
    const after = await standing(client, marketId);
    await auditStaff(
      staff.sessionId,
      {
        action: ACTION[deed.kind],
        subject: `market:${marketId}`,
        reason: reasonLine(reason, note),
        before: told(market),
        after: { ...(after && told(after)), effects: preview.effects.map(asText) },
      },
      client,
    );
    return accept({ eventId: market.event_id, effects: preview.effects });
  });
  if (!done.ok) return done;
  wakeRelay();
  await announceEvents([done.value.eventId]);
  tellStaff("market_settled", `market:${marketId}`);
  return accept(done.value.effects);
};
