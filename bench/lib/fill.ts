import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accountFor } from "#lib/ledger/index.ts";
import { rows } from "#lib/platform/database/db.ts";
import { placeBet } from "#lib/sportsbook/betting/index.ts";
import type { TestEvent } from "#lib/sportsbook/testing.ts";

const BATCH = 1_000;
const CASH = 100_000_000;

const batches = (count: number): number[] =>
  Array.from({ length: Math.ceil(count / BATCH) }, (_, n) => Math.min(BATCH, count - n * BATCH));

/** Players with money, through the ledger's own functions. */
export const fillPlayers = async (count: number): Promise<string[]> => {
  const clearing = await accountFor("deposits_clearing", null, "EUR", "bench");
  const players: string[] = [];
  for (const size of batches(count)) {
    const ids = Array.from({ length: size }, () => uuidv7());
    await rows(
      `insert into player (id, email, password_hash, display_name, country, currency, birth_date)
       select id, id || '@bench.example', '', 'Bench', 'SE', 'EUR', '1990-01-01' from unnest($1::uuid[]) id`,
      [ids],
    );
    await rows(
      `select count(*) from ledger_transfer_all(array(
         select row(gen_random_uuid(), $2::bigint, ledger_account_for('player_cash', id, 'EUR'), $3::bigint, 'EUR', 'deposit', 'bench',
                    null)::ledger_posting
           from unnest($1::uuid[]) id))`,
      [ids, clearing, CASH],
    );
    players.push(...ids);
  }
  return players;
};

export type Backed = TestEvent & { outcomeKey: string; odds: bigint };

const betOf = (playerId: string, legs: readonly Backed[]) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake: "1.00",
      legs: legs.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds })),
      oddsChoice: "any",
    },
  );

/**
 * Open singles of 1.00 on one market, set by set. The first goes through the engine; the others carry the decision that it
 * recorded for that one. @param owner connections of the database's owner
 */
export const fillBets = async (
  owner: pg.Pool,
  players: readonly string[],
  backed: readonly [Backed, ...Backed[]],
  count: number,
): Promise<void> => {
  const [{ eventId, marketId }] = backed;
  const first = await betOf(players[0] as string, backed.slice(0, 1));
  if (!first.ok) throw new Error(`the engine refused: ${first.refusal.code}`);
  await owner.query(await readFile(join(import.meta.dirname, "../fill-bets.sql"), "utf8"));
  await owner.query("select bench_fill_bets($1, $2, $3, $4, $5, $6, decision) from bet where id = $7", [
    players,
    eventId,
    marketId,
    backed.map(({ outcomeKey }) => outcomeKey),
    backed.map(({ odds }) => odds),
    count - 1,
    first.value.id,
  ]);
};
