import { rows } from "#lib/platform/database/db.ts";
import { betView } from "#lib/sportsbook/betting/index.ts";
import {
  type BetRecord,
  type BetRow,
  type BetSearch,
  isBetReference,
  PAGE_SIZE,
  type Page,
  parseMarketId,
} from "../schema.ts";

// Ids first, newest first and no more than a page, so that only those are joined with what names them. Legs on an event lie
// in the order of their bets.
const searchIn = (from: string, id: string, onEvent: string): string => `
  with picked as materialized (
    select ${id} as id from ${from}
     where ($1::uuid is null or ${id} = $1)
       and ($2::text is null or b.player_id in (select id from player where starts_with(email, lower($2))))
       and ($5::text is null or b.status = $5)
       and ($6::text is null or shown_result(b.result, b.stake, b.returned) = $6)
       and ($7::uuid is null or ${id} < $7)
       and ($9::uuid is null or b.player_id = $9)
       and ($10::text is null or substr(uuid_send(${id}), 11) = decode($10, 'hex'))
       and ${onEvent}
       and ($4::text is null or exists (select from bet_leg x where x.bet_id = ${id} and x.market_id = $4))
     order by ${id} desc limit $8
  )
  select b.id, b.player_id as "playerId", p.email as "playerEmail", b.kind, b.currency, b.stake, b.odds,
         b.potential_return as "potentialReturn", b.status,
         shown_result(b.result, b.stake, b.returned) as result, b.returned, b.placed_at as "placedAt",
         (select count(*) from bet_leg n where n.bet_id = b.id)::int as legs,
         h.name as home, a.name as away, m.template, m.specifiers, l.outcome_key as "outcomeKey"
    from picked k
    join bet b on b.id = k.id
    join player p on p.id = b.player_id
    join bet_leg l on l.bet_id = b.id and l.position = (select min(position) from bet_leg f where f.bet_id = b.id)
    left join market m on m.id = l.market_id
    left join event e on e.id = l.event_id
    left join competitor h on h.id = e.home_id
    left join competitor a on a.id = e.away_id
   order by b.id desc`;

const SEARCH = searchIn("bet b", "b.id", "$3::text is null");
const SEARCH_ON_EVENT = searchIn("bet_leg l join bet b on b.id = l.bet_id", "l.bet_id", "l.event_id = $3");

/** Cuts one row more than a page down to the page, and makes its last key the cursor. */
export const pageOf = <Row>(found: Row[], key: (row: Row) => string): Page<Row> => {
  const page = found.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return { rows: page, next: found.length > PAGE_SIZE && last ? key(last) : null };
};

/** Bets that match, newest first. The id may be the reference of a receipt; an e-mail address may be cut short at its end. */
export const searchBets = async (search: BetSearch & { playerId?: string }): Promise<Page<BetRow>> => {
  const { id } = search;
  const reference = id !== undefined && isBetReference(id) ? id : null;
  const event = search.event ?? (search.market && parseMarketId(search.market).eventId);
  const found = await rows<BetRow>(event === undefined ? SEARCH : SEARCH_ON_EVENT, [
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
  ]);
  return pageOf(found, (row) => row.id);
};

const KEPT = `
  select p.email as "playerEmail", b.odds_choice as "oddsChoice", w.received_at as "receivedAt"
    from bet b join player p on p.id = b.player_id left join pending_bet w on w.id = $1 where b.id = $1`;

const SETTLEMENTS = `
  select s.version, shown_result(s.result, b.stake, s.returned) as result, s.returned, s.cause, s.at, p.display_name as "byName"
    from bet b join bet_settlement s on s.bet_id = $1 left join player p on p.id = s.by where b.id = $1 order by s.version`;

const TRANSFERS = `
  select t.id, t.code, t.amount, t.currency, d.kind as debit, c.kind as credit, t.created_at as at
    from bet_transfers($1) t join ledger_account d on d.id = t.debit_id join ledger_account c on c.id = t.credit_id
   order by t.created_at, t.id`;

/** One bet with its legs, settlements and money; null when there is none. */
export const betRecord = async (betId: string): Promise<BetRecord | null> => {
  const [bet, [kept], settlements, transfers] = await Promise.all([
    betView(betId),
    rows<Pick<BetRecord, "playerEmail" | "oddsChoice" | "receivedAt">>(KEPT, [betId]),
    rows<BetRecord["settlements"][number]>(SETTLEMENTS, [betId]),
    rows<BetRecord["transfers"][number]>(TRANSFERS, [betId]),
  ]);
  if (!bet || !kept) return null;
  return { ...bet, ...kept, settlements, transfers };
};
