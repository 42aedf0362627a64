import { afterAll, beforeAll } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { money } from "#lib/core/money.ts";
import type { Random } from "#lib/core/random.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, refusalsWritten, type SlipInput, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { applyBook, type MarketCorrection, type MarketResult } from "#lib/sportsbook/markets/index.ts";
import type { TestEvent } from "#lib/sportsbook/testing.ts";
import { settleMarket, unsettledMarkets } from "../index.ts";

/** For a suite: a database whose bets do not wait. */
export const testHistory = (): void => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await seedPolicy({ inPlayDelayMs: 0 });
  });
  afterAll(async () => {
    await refusalsWritten();
    await closeBus();
    await database.drop();
  });
};

export const KEYS = ["home", "draw", "away"] as const;
export const CASH = 20_000n;

export type Entry = { event: TestEvent; result?: MarketResult; correction?: MarketCorrection };

export const violations = async () =>
  (await verifyInvariants()).filter((report) => report.violations.length > 0);

/** Transfers about a bet that are not among the bet's own: bet_transfers finds them by ids that it computes. */
export const transfersAstray = () =>
  rows(`select t.id, t.code from ledger_transfer t
         where t.reference like 'bet:%'
           and (select count(*) from bet_transfers(substr(t.reference, 5)::uuid) f where f.id = t.id) <> 1`);

export const place = async (
  playerId: string,
  legs: { marketId: string; outcomeKey: string }[],
  stake: string,
  system?: SlipInput["system"],
) =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: legs.map((leg) => ({ ...leg, odds: 20_000n })),
      oddsChoice: "any",
      ...(system && { system }),
    },
  );

export const say = ({ event, result, correction }: Entry) =>
  applyBook([
    {
      eventId: event.eventId,
      ...(result ? { results: [result] } : {}),
      ...(correction ? { corrections: [correction] } : {}),
    },
  ]);

export const settleAll = async (): Promise<void> => {
  for (let left = await unsettledMarkets(); left.length > 0; left = await unsettledMarkets())
    for (const id of left) await settleMarket(id);
};

/** Money of the player outside of bets: what came in less what went out. */
export const moveCash = async (playerId: string, amount: bigint): Promise<bigint> => {
  const [cash, other] = [
    await accountFor("player_cash", playerId, "EUR"),
    await accountFor("adjustments", null, "EUR"),
  ];
  const moved = await transfer([
    {
      id: uuidv7(),
      debit: amount < 0n ? cash : other,
      credit: amount < 0n ? other : cash,
      amount: money("EUR", amount < 0n ? -amount : amount),
      code: "adjustment",
      reference: "test",
    },
  ]);
  return moved.ok ? amount : 0n;
};

/** Any result; of one in three only a part is said. */
export const outcomesOf = (random: Random): MarketResult["outcomes"] => {
  const won = random.integer(3);
  const odd = random.integer(8);
  const sentEntries = KEYS.filter(() => random.integer(3) > 0);
  const isPart = random.integer(3) === 0 && sentEntries.length > 0;
  return KEYS.map((key, index): MarketResult["outcomes"][number] => ({
    key,
    result: index === won || (odd === 0 && index === (won + 1) % 3) ? 1 : 0,
    voidFactor: odd === 1 ? 0.5 : odd === 2 && index === won ? 1 : null,
    deadHeatFactor:
      odd === 0 && (index === won || index === (won + 1) % 3) ? { numerator: 1, denominator: 3 } : null,
  })).filter(({ key }) => !isPart || (sentEntries as string[]).includes(key));
};
