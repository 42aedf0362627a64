import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { canonicalJson } from "#lib/core/json.ts";
import { type Currency, maxBigint, minBigint, money, toDecimalText } from "#lib/core/money.ts";
import { ODDS_MAX, ODDS_MIN } from "#lib/core/odds.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makeEvent, makePlayer, type TestEvent, threeWay } from "#lib/sportsbook/testing.ts";
import { type CommitInput, commitBet } from "./commit.ts";
import { decideBet } from "./decide.ts";
import { placeBet, refusalsWritten, type SlipInput, seedPolicy } from "./index.ts";
import { AMOUNT_MAX, BASE_AMOUNT_MAX, FIRST_RULES, PolicyDraft } from "./policy.ts";
import { recordDecision } from "./record.ts";
import { loadSnapshot } from "./snapshot.ts";

let database: TestDatabase;
let events: TestEvent[];
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  events = [];
  for (let n = 0; n < 20; n += 1) {
    const event = await makeEvent(`bounds-${n}`, { running: false });
    await applyBook([
      { eventId: event.eventId, markets: [threeWay(event.eventId, [ODDS_MAX, 40_000n, ODDS_MIN])] },
    ]);
    events.push(event);
  }
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const publish = (rules: object) =>
  database.asOwner(
    "insert into betting_policy (version, rules) select max(version) + 1, $1::jsonb from betting_policy",
    [canonicalJson(rules)],
  );
const legsOn = (keys: readonly string[]) =>
  keys.map((outcomeKey, n) => ({ marketId: events[n]?.marketId as string, outcomeKey, odds: 20_000n }));
const slip = (keys: readonly string[], stake: string): SlipInput => ({
  idempotencyKey: crypto.randomUUID(),
  stake,
  legs: legsOn(keys),
  oddsChoice: "any",
});

const from = (min: bigint, max: bigint) =>
  fc.oneof(
    fc.constantFrom(min, max),
    fc.bigInt({ min, max }),
    fc.bigInt({ min, max: minBigint(max, min + 1_000n) }),
  );

it("under any policy that may be published, every slip is accepted or refused, and none fails", async () => {
  const drafts = fc
    .record({
      currency: fc.constantFrom<Currency>("EUR", "KWD", "JPY"),
      stakeMin: from(1n, 100n),
      stakeMax: from(100n, AMOUNT_MAX),
      payoutMax: from(100n, AMOUNT_MAX),
      exchange: from(1n, 1_000_000n),
      liabilityMaxDefault: from(0n, BASE_AMOUNT_MAX),
      combinationPayoutMax: from(0n, BASE_AMOUNT_MAX),
      times: fc.constantFrom(1, 5, 1_000),
    })
    .map(({ currency, stakeMin, stakeMax, payoutMax, exchange, times, ...base }) => ({
      currency,
      least: stakeMin,
      rules: {
        ...FIRST_RULES,
        liabilityMax: {},
        liabilityMaxDefault: base.liabilityMaxDefault.toString(),
        combinationPayoutMax: base.combinationPayoutMax.toString(),
        marketStakeTimes: times,
        eventStakeTimes: times,
        currencies: {
          ...FIRST_RULES.currencies,
          [currency]: {
            stakeMin: stakeMin.toString(),
            stakeMax: minBigint(stakeMax, payoutMax).toString(),
            payoutMax: maxBigint(stakeMax, payoutMax).toString(),
            exchange: currency === "EUR" ? "10000" : exchange.toString(),
          },
        },
      },
    }));
  const stakes = fc.oneof(
    fc.constantFrom(1n, AMOUNT_MAX),
    fc.bigInt({ min: 1n, max: 10_000n }),
    fc.bigInt({ min: 1n, max: AMOUNT_MAX }),
  );
  const keys = fc.oneof(
    fc.array(fc.constantFrom("home", "draw", "away"), { minLength: 1, maxLength: 20 }),
    fc.array(fc.constant("away"), { minLength: 1, maxLength: 3 }),
  );
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(
      drafts,
      fc.array(fc.tuple(keys, stakes), { minLength: 1, maxLength: 3 }),
      async (draft, slips) => {
        expect(PolicyDraft.safeParse(draft.rules).success).toBe(true);
        await publish(draft.rules);
        const player = await makePlayer(AMOUNT_MAX * 10n, draft.currency);
        for (const [on, stake] of [...slips, [["away"], draft.least] as const]) {
          const answer = await placeBet(
            { playerId: player, sessionId: null },
            slip(on, toDecimalText(money(draft.currency, stake))),
          );
          if (answer.ok) accepted += 1;
          else if ("maximumStake" in answer.refusal && answer.refusal.maximumStake > 0n) {
            const again = await placeBet(
              { playerId: player, sessionId: null },
              slip(on, toDecimalText(money(draft.currency, answer.refusal.maximumStake))),
            );
            expect(again.ok).toBe(true);
            accepted += 1;
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(accepted).toBeGreaterThan(10);
});

it("a policy from before its bounds were checked refuses what cannot be stored, and the bets beside it are taken", async () => {
  const wild = { stakeMin: "1", stakeMax: "500000", payoutMax: "999999999999999999", exchange: "10000" };
  await publish({
    ...FIRST_RULES,
    currencies: { ...FIRST_RULES.currencies, EUR: wild },
    liabilityMax: {},
    liabilityMaxDefault: "999999999999999999",
    combinationPayoutMax: "999999999999999999",
  });
  const players = await Promise.all(Array.from({ length: 8 }, () => makePlayer(10_000n)));
  const answers = await Promise.all(
    players.map((playerId, n) =>
      placeBet(
        { playerId, sessionId: null },
        n === 4 ? slip(["home", "home", "home", "home", "home"], "0.01") : slip(["away"], "1"),
      ),
    ),
  );
  expect(answers.map((answer) => (answer.ok ? "accepted" : answer.refusal.code))).toEqual(
    players.map((_, n) => (n === 4 ? "payout_above_limit" : "accepted")),
  );
});

it("one bet that makes a commit fail does not take along the bets beside it", async () => {
  const commit = async (broken: boolean): Promise<CommitInput> => {
    const playerId = await makePlayer(10_000n);
    const input = slip(["away"], "1");
    const snapshot = await loadSnapshot({ playerId, sessionId: null, ...input });
    const decision = decideBet(input, snapshot, snapshot.nowMs);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return {
      id: uuidv7(snapshot.nowMs),
      playerId,
      sessionId: null,
      idempotencyKey: input.idempotencyKey,
      inputHash: "00".repeat(32),
      decided: { ...decision.value, ...(broken && { odds: 10n ** 30n }) },
      record: recordDecision(input, snapshot, snapshot.nowMs),
    };
  };
  const inputs = await Promise.all(Array.from({ length: 8 }, (_, n) => commit(n === 3)));
  const verdicts = await Promise.allSettled(inputs.map(commitBet));
  expect(
    verdicts.map((verdict) => (verdict.status === "fulfilled" ? verdict.value.code : verdict.reason.code)),
  ).toEqual(inputs.map((_, n) => (n === 3 ? "22003" : "accepted")));
});
