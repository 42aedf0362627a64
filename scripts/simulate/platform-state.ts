import { rows } from "#lib/platform/testing/rows.ts";
import type { ReceivedEntry, ResultCode } from "./effective-result.ts";

/** Names the feed of a run. */
export const FEED_ID = "simulation";

/** What the platform's database says of this run, in shapes that the model compares with. */
export type BetFact = {
  id: string;
  key: string;
  email: string;
  stake: bigint;
  status: string;
  returned: bigint | null;
  voidReason: string | null;
  placedAtUs: bigint;
  legs: { marketId: string; outcomeKey: string; odds: string }[];
  /** Of a system: how many legs its lines combine. */
  sizes: number[] | null;
};

const us = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`;
const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;

export const betFacts = (emails: readonly string[]): Promise<BetFact[]> =>
  rows<BetFact>(
    `select b.id, k.idempotency_key as key, p.email, b.stake, b.status, b.returned, b.void_reason as "voidReason",
            ${us("b.placed_at")} as "placedAtUs", b.decision->'slip'->'system'->'sizes' as sizes,
            (select json_agg(json_build_object('marketId', l.market_id, 'outcomeKey', l.outcome_key, 'odds', l.odds::text)
                             order by l.position) from bet_leg l where l.bet_id = b.id) as legs
       from bet b join player p on p.id = b.player_id left join bet_key k on k.bet_id = b.id
      where p.email = any($1) order by b.id`,
    [emails],
  );

type EntryRow = {
  market_id: string;
  kind: ReceivedEntry["kind"];
  at: bigint;
  certainty: 1 | 2 | null;
  outcomes: Record<
    string,
    { result: 0 | 1; voidFactor: number | null; deadHeatFactor: { denominator: number } | null }
  > | null;
  starts: bigint | null;
  ends: bigint | null;
  taken: bigint;
  decided: bigint | null;
};

const resultCode = (outcome: NonNullable<EntryRow["outcomes"]>[string]): ResultCode => {
  if (outcome.voidFactor === 1) return "void";
  if (outcome.voidFactor === 0.5) return outcome.result === 1 ? "half_won" : "half_lost";
  if (outcome.deadHeatFactor) return "third_won";
  return outcome.result === 1 ? "won" : "lost";
};

const numberOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

const entryOf = (row: EntryRow): ReceivedEntry => ({
  marketId: row.market_id,
  kind: row.kind,
  at: Number(row.at),
  certainty: row.certainty,
  results:
    row.outcomes &&
    Object.fromEntries(Object.entries(row.outcomes).map(([key, each]) => [key, resultCode(each)])),
  window:
    row.starts === null && row.ends === null ? null : { from: numberOf(row.starts), to: numberOf(row.ends) },
  takenAtUs: row.taken,
  decidedAtUs: row.decided,
});

const ENTRY = `s.market_id, s.kind, ${ms("s.at")} as at, s.certainty, s.outcomes, ${ms("s.starts_at")} as starts,
            ${ms("s.ends_at")} as ends, ${us("s.taken_at")} as taken, ${us("s.decided_at")} as decided, s.source`;

/** Every settlement entry that the platform has received from the feed about these events. */
export const receivedEntries = async (eventIds: readonly string[]): Promise<ReceivedEntry[]> => {
  const found = await rows<EntryRow>(
    `select ${ENTRY} from market_settlement s join market m on m.id = s.market_id
      where m.event_id = any($1) and s.source = 'feed' order by s.id`,
    [eventIds],
  );
  return found.map(entryOf);
};

/** Every settlement entry of these markets, whoever made it, in the order of the journal. */
export const entriesOf = async (
  marketIds: readonly string[],
): Promise<(ReceivedEntry & { source: string })[]> => {
  const found = await rows<EntryRow & { source: string }>(
    `select ${ENTRY} from market_settlement s where s.market_id = any($1) order by s.id`,
    [marketIds],
  );
  return found.map((row) => ({ ...entryOf(row), source: row.source }));
};

export type MoneyFact = { id: string; email: string; cash: bigint; owed: bigint; version: bigint };

/** What every player has and owes, minor units. */
export const moneyFacts = (emails: readonly string[]): Promise<MoneyFact[]> =>
  rows<MoneyFact>(
    `select p.id, p.email, coalesce(c.balance, 0) as cash, coalesce(-r.balance, 0) as owed, coalesce(c.version + c.hold_version, 0) as version
       from player p
       left join ledger_account c on c.owner_id = p.id and c.kind = 'player_cash' and c.currency = p.currency and c.detail = ''
       left join ledger_account r on r.owner_id = p.id and r.kind = 'player_receivable' and r.currency = p.currency and r.detail = ''
      where p.email = any($1) order by p.email`,
    [emails],
  );

/** Deposits by their key, as the cashier keeps them. */
export const depositKeys = async (emails: readonly string[]): Promise<Map<string, string>> => {
  const found = await rows<{ key: string; id: string }>(
    `select d.idempotency_key as key, d.id from payment d join player p on p.id = d.player_id
      where p.email = any($1) and d.state = 'succeeded'`,
    [emails],
  );
  return new Map(found.map(({ key, id }) => [key, id]));
};

/** Unfinished work, in a sentence each. */
export const unfinished = async (): Promise<string[]> => {
  const [left] = await rows<{
    outbox: bigint;
    parked: bigint;
    markets: bigint;
    pending: bigint;
    feed: string | null;
  }>(
    `select (select count(*) from outbox) as outbox,
            (select count(*) from outbox_parked) as parked,
            (select count(*) from market where settled_through < settlement_version) as markets,
            (select count(*) from pending_bet where ended_at is null) as pending,
            (select state from feed_provider where id = $1) as feed`,
    [FEED_ID],
  );
  return [
    ...(left?.outbox ? [`${left.outbox} rows wait in the outbox`] : []),
    ...(left?.parked ? [`${left.parked} events could not be delivered`] : []),
    ...(left?.markets ? [`${left.markets} markets wait to be settled`] : []),
    ...(left?.pending ? [`${left.pending} bets wait to be decided`] : []),
    ...(left?.feed === "up" ? [] : [`the feed is ${left?.feed}`]),
  ];
};

/** Bets that should not exist: at odds that never were, or inside a suspension. */
export const wronglyPlaced = async (emails: readonly string[]): Promise<string[]> => {
  const found = await rows<{ id: string; wrong: string }>(
    `with leg as (
       select b.id, b.placed_at, l.market_id, l.event_id, l.outcome_key, l.odds, l.market_version
         from bet b join player p on p.id = b.player_id join bet_leg l on l.bet_id = b.id where p.email = any($1))
     select id, 'a price that ' || market_id || ' did not have' as wrong from leg
      where leg.odds is distinct from (
        select (h.prices->>leg.outcome_key)::bigint from price_history h
         where h.market_id = leg.market_id and h.version <= leg.market_version order by h.version desc limit 1)
     union all
     select leg.id, 'inside the suspension ' || s.reason || ' of ' || s.scope from leg join event e on e.id = leg.event_id
       join suspension s on (s.scope, s.scope_id) in (('all', ''), ('provider', e.provider), ('event', e.id), ('market', leg.market_id))
      where leg.placed_at >= s.at and leg.placed_at < coalesce(s.lifted_at, 'infinity')`,
    [emails],
  );
  return found.map(({ id, wrong }) => `bet ${id} stands at ${wrong}`);
};
