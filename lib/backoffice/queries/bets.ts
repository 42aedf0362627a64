import { z } from "zod";
import { canonicalJson } from "#lib/core/json.ts";
import { minorOf } from "#lib/core/money.ts";
import { ODDS_SCALE } from "#lib/core/odds.ts";
import { db } from "#lib/platform/database/db.ts";
import {
  array,
  bpchar,
  int4,
  int8,
  json,
  jsonText,
  nullable,
  only,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { betView, newestPolicy } from "#lib/sportsbook/betting/index.ts";
import { BET_KINDS, SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import { WRITTEN } from "#lib/sportsbook/markets/index.ts";
import {
  BASE_CURRENCY,
  type BetRecord,
  type BetRow,
  type BetSearch,
  isBetReference,
  PAGE_SIZE,
  type Page,
  parseMarketId,
} from "../schema.ts";
import { pageOf } from "./page.ts";

const settledResult = only(text, z.enum(SETTLED_RESULTS));

// Ids first, newest first and no more than a page, so that only those are joined with what names them. Legs on an event lie
// in the order of their bets.
const searchIn = (from: string, id: string, onEvent: string) =>
  statement({
    text: `
  with picked as materialized (
    select ${id} as id from ${from}
     where ($1::uuid is null or ${id} = $1)
       and ($2::text is null or b.player_id in (select id from players_player_view where starts_with(email, lower($2))))
       and ($5::text is null or b.status = $5)
       and ($6::text is null or shown_result(b.result, case when b.free_bet_id is null then b.stake end, b.returned, bet_edited(b.id, b.result)) = $6)
       and ($7::uuid is null or ${id} < $7)
       and ($9::uuid is null or b.player_id = $9)
       and ($11::jsonb is null or b.stake >= ($11->>b.currency)::bigint)
       and ($10::text is null or substr(uuid_send(${id}), 11) = decode($10, 'hex'))
       and ${onEvent}
       and ($4::text is null or exists (select from sportsbook_bet_leg_view x where x.bet_id = ${id} and x.market_id = $4))
     order by ${id} desc limit $8
  )
  select b.id, b.player_id as "playerId", p.email as "playerEmail", b.kind, b.currency, b.stake, b.odds,
         b.potential_return as "potentialReturn", b.status,
         shown_result(b.result, case when b.free_bet_id is null then b.stake end, b.returned, bet_edited(b.id, b.result)) as result, b.returned, b.placed_at as "placedAt",
         (select count(*) from sportsbook_bet_leg_view o where o.bet_id = b.id)::int as legs,
         n.name as event, e.sport_id as "sportId", n.participants, m.market_type as "marketType", m.specifiers, m.written, l.outcome_key as "outcomeKey"
    from picked k
    join sportsbook_bet_view b on b.id = k.id
    join players_player_view p on p.id = b.player_id
    join sportsbook_bet_leg_view l on l.bet_id = b.id and l.position = (select min(position) from sportsbook_bet_leg_view f where f.bet_id = b.id)
    left join sportsbook_market_view m on m.id = l.market_id
    left join sportsbook_event_view e on e.id = l.event_id
    left join sportsbook_event_name_view n on n.event_id = l.event_id
   order by b.id desc`,
    params: [
      nullable(uuid),
      nullable(text),
      nullable(text),
      nullable(text),
      nullable(text),
      nullable(text),
      nullable(uuid),
      int8,
      nullable(uuid),
      nullable(text),
      nullable(jsonText),
    ],
    row: {
      id: uuid,
      playerId: uuid,
      playerEmail: text,
      kind: only(text, z.enum(BET_KINDS)),
      currency: bpchar,
      stake: int8,
      odds: int8,
      potentialReturn: int8,
      status: only(text, z.enum(["open", "settled"])),
      result: nullable(settledResult),
      returned: nullable(int8),
      placedAt: timestamptz,
      legs: int4,
      event: nullable(text),
      sportId: nullable(text),
      participants: nullable(array(text)),
      marketType: nullable(text),
      specifiers: nullable(text),
      written: nullable(json(WRITTEN)),
      outcomeKey: text,
    },
  });

const searchAll = searchIn("sportsbook_bet_view b", "b.id", "$3::text is null");
const searchOnEvent = searchIn(
  "sportsbook_bet_leg_view l join sportsbook_bet_view b on b.id = l.bet_id",
  "l.bet_id",
  "l.event_id = $3",
);

/** By currency, the least stake that is worth this amount of the base currency at the policy's rates. */
export const stakesFrom = async (typed: string): Promise<Readonly<Record<string, bigint>>> => {
  const least = minorOf(typed, BASE_CURRENCY);
  const { rules } = await newestPolicy();
  return Object.fromEntries(
    Object.entries(rules.currencies).map(([currency, { exchange }]) => [
      currency,
      (least * ODDS_SCALE + exchange - 1n) / exchange,
    ]),
  );
};

/** Bets that match, newest first. The id may be the reference on a receipt; an email address may be a prefix. */
export const searchBets = async (search: BetSearch & { playerId?: string }): Promise<Page<BetRow>> => {
  const { id } = search;
  const reference = id !== undefined && isBetReference(id) ? id : null;
  const event = search.event ?? (search.market && parseMarketId(search.market).eventId);
  const found = await (event === undefined ? searchAll : searchOnEvent).all([
    reference === null ? (id ?? null) : null,
    search.email ?? null,
    event ?? null,
    search.market ?? null,
    search.status ?? null,
    search.result ?? null,
    search.before ?? null,
    PAGE_SIZE + 1,
    search.playerId ?? null,
    reference,
    search.stake === undefined ? null : canonicalJson(await stakesFrom(search.stake)),
  ]);
  return pageOf(found, (row) => row.id);
};

const settlementsOf = statement({
  text: `
    select s.version, shown_result(s.result, case when b.free_bet_id is null then b.stake end, s.returned, s.cause = 'edit') as result, s.returned, s.cause, s.at, p.display_name as "byName"
      from sportsbook_bet_view b join sportsbook_bet_settlement_view s on s.bet_id = $1 left join players_staff_view p on p.id = s.by where b.id = $1 order by s.version`,
  params: [uuid],
  row: {
    version: int4,
    result: nullable(settledResult),
    returned: nullable(int8),
    cause: text,
    at: timestamptz,
    byName: nullable(text),
  },
});

const transfersOf = statement({
  text: `
    select t.id, t.code, t.amount, t.currency, d.kind as debit, c.kind as credit, t.created_at as at
      from bet_transfers($1) t join ledger_account_view d on d.id = t.debit_id join ledger_account_view c on c.id = t.credit_id
     order by t.created_at, t.id`,
  params: [uuid],
  row: {
    id: uuid,
    code: text,
    amount: int8,
    currency: bpchar,
    debit: text,
    credit: text,
    at: timestamptz,
  },
});

/** One bet with its legs, settlements and money; null when there is none. */
export const betRecord = async (betId: string): Promise<BetRecord | null> => {
  const [bet, kept, waited, settlements, transfers] = await Promise.all([
    betView(betId),
    db().sportsbookBetView.findUnique({
      select: { oddsChoice: true, player: { select: { email: true } } },
      where: { id: betId },
    }),
    db().sportsbookPendingBetView.findUnique({ select: { receivedAt: true }, where: { id: betId } }),
    settlementsOf.all([betId]),
    transfersOf.all([betId]),
  ]);
  if (!bet || !kept) return null;
  const { oddsChoice, player } = kept;
  const receivedAt = waited?.receivedAt ?? null;
  return { ...bet, playerEmail: player.email, oddsChoice, receivedAt, settlements, transfers };
};
