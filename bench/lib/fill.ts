import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { placeBet } from "#lib/sportsbook/betting/index.ts";
import { makePlayers, type TestEvent } from "#lib/sportsbook/testing.ts";

const BATCH = 1_000;
const CASH = 100_000_000n;

/** Players with money, through the ledger's own functions. */
export const fillPlayers = async (count: number): Promise<string[]> => {
  const players: string[] = [];
  while (players.length < count)
    players.push(...(await makePlayers(Math.min(BATCH, count - players.length), CASH)));
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
