import { uuidv7 } from "#lib/kernel/id.ts";
import { accountFor } from "#lib/ledger/index.ts";
import { rows, sql } from "#lib/platform/db.ts";
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

type Backed = TestEvent & { outcomeKey: string; odds: bigint };

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
 * Open singles of 1.00 through commit_bets, hundreds a call. Each carries the decision that the engine recorded for the
 * first of them, so rows are as wide as real ones.
 */
export const fillBets = async (players: readonly string[], backed: readonly Backed[], count: number) => {
  const first = await betOf(players[0] as string, backed.slice(0, 1));
  if (!first.ok) throw new Error(`the engine refused: ${first.refusal.code}`);
  const [sample] = await rows<{ decision: { policyVersion: number }; version: bigint }>(
    "select b.decision, m.version from bet b, market m where b.id = $1 and m.id = $2",
    [first.value.id, backed[0]?.marketId],
  );
  if (!sample) throw new Error("the first bet is not there");
  let n = 1;
  for (const size of batches(count - 1)) {
    const bets = Array.from({ length: size }, (_, at) => {
      const on = backed[(n + at) % backed.length] as Backed;
      const odds = on.odds.toString();
      const payout = (on.odds / 100n).toString();
      return {
        bet: {
          id: uuidv7(),
          player_id: players[(n + at) % players.length],
          kind: "single",
          currency: "EUR",
          stake: "100",
          odds,
          potential_return: payout,
          odds_choice: "any",
          idempotency_key: crypto.randomUUID(),
          input_hash: "00".repeat(32),
          decision: sample.decision,
          policy_version: sample.decision.policyVersion,
          delay_ms: 0,
        },
        leg: {
          bet_number: at + 1,
          position: 0,
          event_id: on.eventId,
          market_id: on.marketId,
          outcome_key: on.outcomeKey,
          odds,
          market_version: sample.version.toString(),
          exposure_stake: "100",
          exposure_payout: payout,
        },
      };
    });
    const { rows: verdicts } = await sql().query<{ code: string; n: bigint }>({
      text: "select code, count(*) as n from commit_bets($1::jsonb, $2::jsonb) group by 1",
      values: [JSON.stringify(bets.map(({ bet }) => bet)), JSON.stringify(bets.map(({ leg }) => leg))],
    });
    const refused = verdicts.find(({ code }) => code !== "accepted");
    if (refused) throw new Error(`commit_bets: ${refused.n} bets ${refused.code}`);
    n += size;
  }
};
