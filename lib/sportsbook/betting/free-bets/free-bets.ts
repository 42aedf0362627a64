import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { isCurrency, money, parseMinor } from "#lib/core/money.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import {
  array,
  bpchar,
  int4,
  int8,
  nullable,
  only,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import type { FreeBetFacts } from "./decide.ts";
import {
  FREE_BET_KINDS,
  FREE_BET_STATES,
  type FreeBet,
  type GrantFreeBetInput,
  type GrantFreeBetRefusal,
  type WithdrawFreeBetRefusal,
} from "./schema.ts";

const TERMS = {
  id: uuid,
  currency: bpchar,
  amount: int8,
  minOdds: nullable(int8),
  sports: array(text),
  kinds: array(only(text, z.enum(FREE_BET_KINDS))),
};
const TERM_COLUMNS = `f.id, f.currency, f.amount, f.min_odds as "minOdds", f.sports, f.kinds`;

const factsOf = statement({
  name: "free-bet-facts",
  text: `
    select ${TERM_COLUMNS}, f.player_id as "playerId", floor(extract(epoch from f.expires_at) * 1000)::bigint as "expiresAtMs", f.state,
           f.bet_id as "betId"
      from free_bet f where f.id = any($1::uuid[])`,
  params: [array(uuid)],
  row: {
    ...TERMS,
    playerId: uuid,
    expiresAtMs: int8,
    state: only(text, z.enum(FREE_BET_STATES)),
    betId: nullable(uuid),
  },
});

type Wanted = { playerId: string; freeBet?: string | undefined; betId: string | null };

const stateFor = (
  { state, betId }: RowOfStatement<typeof factsOf>,
  bet: string | null,
): FreeBetFacts["state"] => {
  if (state === "available") return "available";
  return betId !== null && betId === bet ? "reserved" : "gone";
};

/**
 * The free bets that slips name, one a slip: undefined where it names none, null where its player has no such one. Reads nothing where no
 * slip does. @param wanted with the bet that the slip's key has made, if it has
 */
export const loadFreeBets = async (
  wanted: readonly Wanted[],
): Promise<(FreeBetFacts | null | undefined)[]> => {
  const ids = wanted.flatMap(({ freeBet }) => freeBet ?? []);
  if (ids.length === 0) return wanted.map(() => undefined);
  const rows = new Map((await factsOf.all([ids])).map((row) => [row.id, row]));
  return wanted.map(({ playerId, freeBet, betId }) => {
    if (freeBet === undefined) return undefined;
    const row = rows.get(freeBet);
    if (row?.playerId !== playerId) return null;
    const { id, currency, amount, minOdds, sports, kinds } = row;
    const expiresAtMs = Number(row.expiresAtMs);
    return { id, currency, amount, minOdds, sports, kinds, expiresAtMs, state: stateFor(row, betId) };
  });
};

const ofPlayer = statement({
  name: "free-bets",
  text: `
    select ${TERM_COLUMNS}, f.granted_at as "grantedAt", f.expires_at as "expiresAt", f.bet_id as "betId", f.origin_id as "originId", f.reason,
           case when f.state = 'available' and f.expires_at <= clock_timestamp() then 'expired' else f.state end as state
      from free_bet f
     where f.player_id = $1 and ($2::text is null or (f.state = $2 and f.expires_at > clock_timestamp()))
     order by f.state <> 'available', case when f.state = 'available' then f.expires_at end, f.id desc limit $3`,
  params: [uuid, nullable(text), int8],
  row: {
    ...TERMS,
    grantedAt: timestamptz,
    expiresAt: timestamptz,
    state: only(text, z.enum(FREE_BET_STATES)),
    betId: nullable(uuid),
    originId: nullable(uuid),
    reason: text,
  },
});

const LISTED_MAX = 100;

/** A player's free bets, those that can be used first, by their expiry; then the newest. @param only those in this state */
export const freeBetsOf = (playerId: string, state: "available" | null = null): Promise<FreeBet[]> =>
  ofPlayer.all([playerId, state, LISTED_MAX]);

const currencyOf = statement({
  text: "select currency from players_player_view where id = $1",
  params: [uuid],
  row: { currency: bpchar },
});

const insert = statement({
  text: `
    insert into free_bet (id, player_id, currency, amount, expires_at, min_odds, sports, kinds, reason, granted_by)
    values ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5), $6, $7, $8, $9, $10)`,
  params: [uuid, uuid, bpchar, int8, int4, nullable(int8), array(text), array(text), text, uuid],
  row: {},
});

export type GrantedFreeBet = { id: string; amount: bigint; currency: string };

/** Gives a player a free bet: its money moves from the cost of promotions to the player's bonus account. */
export const grantFreeBet = async (
  { playerId, amount: typed, days, minOdds, sports, kinds, reason }: GrantFreeBetInput,
  staffId: string,
  client: pg.PoolClient,
): Promise<Result<GrantedFreeBet, GrantFreeBetRefusal>> => {
  const account = await currencyOf.first([playerId], client);
  if (!account || !isCurrency(account.currency)) return refuse({ code: "unknown_player" });
  const { currency } = account;
  const amount = parseMinor(typed, currency);
  if (amount === null || amount <= 0n) return refuse({ code: "amount_invalid" });
  if (sports.some((sport) => !SPORT_VIEWS.some(({ id }) => id === sport)))
    return refuse({ code: "unknown_sport" });
  const id = uuidv7();
  // What it wins is paid there, also to a player who has never deposited.
  await accountFor("player_cash", playerId, currency, "", client);
  await insert.run(
    [id, playerId, currency, amount, days, minOdds ?? null, sports, [...new Set(kinds)], reason, staffId],
    client,
  );
  const moved = await transfer(
    [
      {
        id,
        debit: await accountFor("promotions_expense", null, currency, "", client),
        credit: await accountFor("player_bonus", playerId, currency, "", client),
        amount: money(currency, amount),
        code: "free_bet_granted",
        reference: `free_bet:${id}`,
      },
    ],
    client,
  );
  if (!moved.ok) throw new Error(`free bet ${id} could not be granted: ${moved.refusal.code}`);
  return accept({ id, amount, currency });
};

const withdraw = statement({
  text: `select withdraw_free_bet($1) as answer, (select player_id from free_bet where id = $1) as "playerId"`,
  params: [uuid],
  row: {
    answer: only(text, z.enum(["withdrawn", "unknown_free_bet", "free_bet_ended"])),
    playerId: nullable(uuid),
  },
});

/** Takes back a free bet that is not used yet. */
export const withdrawFreeBet = async (
  id: string,
  client: pg.PoolClient,
): Promise<Result<{ playerId: string }, WithdrawFreeBetRefusal>> => {
  const { answer = "unknown_free_bet", playerId = null } = (await withdraw.first([id], client)) ?? {};
  if (answer !== "withdrawn") return refuse({ code: answer });
  if (!playerId) throw new Error(`free bet ${id} has no player`);
  return accept({ playerId });
};

const expire = statement({
  text: "select expire_free_bets($1) as ended",
  params: [int4],
  row: { ended: int4 },
});

const EXPIRED_AT_ONCE = 200;

/** Ends free bets whose time is over. Answers how many. */
export const expireFreeBets = async (): Promise<number> => {
  for (let ended = 0; ; ) {
    const { ended: count } = (await expire.first([EXPIRED_AT_ONCE])) ?? { ended: 0 };
    ended += count;
    if (count < EXPIRED_AT_ONCE) return ended;
  }
};
