import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Currency, money, toDecimalText } from "#lib/core/money.ts";
import { combinationOf } from "./combination.ts";
import { type BetSnapshot, type BookFacts, decideBet } from "./decide.ts";
import { AMOUNT_MAX, BASE_AMOUNT_MAX, FIRST_RULES, PolicyDraft, parsePolicy } from "./policy.ts";
import type { BetRefusal } from "./schema.ts";

const NOW = 1_000_000;
const STORED_MAX = 2n ** 63n - 1n;

type Slip = { snapshot: BetSnapshot; legs: { marketId: string; outcomeKey: string; odds: bigint }[] };

const decide = ({ snapshot, legs }: Slip, stake: bigint) =>
  decideBet(
    {
      stake: toDecimalText(money(snapshot.player?.currency as Currency, stake)),
      legs,
      oddsChoice: "any",
    },
    snapshot,
    NOW,
  );

const amount = (max: bigint) =>
  fc.oneof(
    fc.bigInt({ min: 0n, max: 20n }),
    fc.bigInt({ min: 0n, max: 2_000_000n }),
    fc.bigInt({ min: 0n, max }),
  );

const book = (n: number): fc.Arbitrary<BookFacts> =>
  fc.record({
    eventId: fc.constant(`e${n}`),
    sportId: fc.constant("football"),
    eventStatus: fc.constant(1),
    startsAtMs: fc.constant(NOW - 1),
    marketId: fc.constant(`e${n}.1x2`),
    marketType: fc.constantFrom("1x2", "total", "other"),
    marketStatus: fc.constant(1),
    marketVersion: fc.constant(7n),
    suspension: fc.constant(null),
    outcomeKey: fc.constant("home"),
    active: fc.constant(true),
    odds: fc.bigInt({ min: 10_100n, max: 200_000n }),
    probability: fc.oneof(fc.constant(null), fc.double({ min: 0.001, max: 0.999, noNaN: true })),
    marketStake: amount(20_000_000n),
    outcomePayout: amount(20_000_000n),
  });

const rulesIn = fc.record({
  stakeMin: fc.bigInt({ min: 1n, max: 500n }),
  stakeMax: fc.bigInt({ min: 500n, max: 9_000_000n }),
  payoutMax: fc.bigInt({ min: 9_000_000n, max: 400_000_000n }),
  exchange: fc.bigInt({ min: 1n, max: 40_000n }),
  combinationPayoutMax: fc.bigInt({ min: 0n, max: 60_000_000n }),
});

const slips: fc.Arbitrary<Slip> = fc
  .record({
    currency: fc.constantFrom<Currency>("EUR", "KWD", "JPY"),
    books: fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.tuple(...Array.from({ length: n }, (_, at) => book(at)))),
    rules: rulesIn,
    stakeFactorBp: fc.constantFrom(1, 100, 10_000, 20_000),
    available: amount(10n ** 12n),
    staked: fc.array(
      fc.record({ outcome: amount(600_000n), market: amount(9_000n), event: amount(9_000n) }),
      {
        minLength: 5,
        maxLength: 5,
      },
    ),
    combinationPayout: amount(80_000_000n),
  })
  .map(({ currency, books, rules, stakeFactorBp, available, staked, combinationPayout }) => {
    const { combinationPayoutMax, ...limits } = rules;
    const policy = parsePolicy(1, FIRST_RULES);
    return {
      legs: books.map(({ marketId, outcomeKey, odds }) => ({ marketId, outcomeKey, odds: odds as bigint })),
      snapshot: {
        policy: {
          ...policy,
          rules: { ...policy.rules, combinationPayoutMax, currencies: { [currency]: limits } },
        },
        player: {
          id: "p",
          status: "active",
          currency,
          stakeFactorBp,
          available,
          sessionStands: true,
        },
        books,
        playerStakes: books.map((_, at) => {
          const { outcome = 0n, market = 0n, event = 0n } = staked[at] ?? {};
          return { outcome, market: outcome + market, event: outcome + market + event };
        }),
        combinationPayout,
      },
    };
  });

const withMoney = ({ legs, snapshot }: Slip): Slip => ({
  legs,
  snapshot: { ...snapshot, player: snapshot.player && { ...snapshot.player, available: 10n ** 18n } },
});

const maximumOf = (refusal: BetRefusal): bigint | null => {
  if ("maximumStake" in refusal) return refusal.maximumStake;
  return refusal.code === "stake_above_limit" ? refusal.maximum : null;
};

describe("the maximum stake that a refusal names", () => {
  it("is accepted when it is sent back, and one minor unit more is not", () => {
    let [named, none] = [0, 0];
    fc.assert(
      fc.property(slips, amount(10n ** 12n), (slip, stake) => {
        const answer = decide(slip, stake + 1n);
        if (answer.ok) return;
        const { refusal } = answer;
        const minimum =
          slip.snapshot.policy.rules.currencies[slip.snapshot.player?.currency ?? ""]?.stakeMin ?? 0n;
        if (refusal.code === "insufficient_funds") {
          expect(refusal.available).toBeLessThan(stake + 1n);
          // With money enough, more than the balance could be staked.
          const funded = decide(withMoney(slip), stake + 1n);
          if (!funded.ok) expect(maximumOf(funded.refusal) ?? 0n).toBeGreaterThan(refusal.available);
          return;
        }
        if (refusal.code === "stake_below_minimum") {
          const again = decide(slip, refusal.minimum);
          expect(again.ok || again.refusal.code).toSatisfy(
            (code) => code === true || code === "insufficient_funds",
          );
          return;
        }
        const maximum = maximumOf(refusal);
        expect(maximum).not.toBeNull();
        if (maximum === null) return;
        if (maximum === 0n) {
          none += 1;
          expect(decide(slip, minimum)).toMatchObject({ ok: false, refusal: { code: refusal.code } });
          return;
        }
        named += 1;
        expect(maximum).toBeGreaterThanOrEqual(minimum);
        expect(maximum).toBeLessThanOrEqual(stake);
        expect(decide(slip, maximum).ok).toBe(true);
        expect(decide(slip, maximum + 1n).ok).toBe(false);
      }),
      { numRuns: 1_500 },
    );
    expect(named).toBeGreaterThan(50);
    expect(none).toBeGreaterThan(50);
  });

  it("counts the room of an outcome in the player's own currency", () => {
    const policy = parsePolicy(1, FIRST_RULES);
    const [sek] = fc.sample(slips, 1) as [Slip];
    const odds = 64_628n;
    const slip: Slip = {
      legs: [{ marketId: "e0.1x2", outcomeKey: "home", odds }],
      snapshot: {
        ...sek.snapshot,
        policy,
        player: {
          id: "p",
          status: "active",
          currency: "SEK",
          stakeFactorBp: 10_000,
          available: 10n ** 9n,
          sessionStands: true,
        },
        books: [
          {
            ...(sek.snapshot.books[0] as BookFacts),
            marketType: "1x2",
            odds,
            probability: 0.15,
            marketStake: 0n,
            outcomePayout: 10_000_000n - 31_744n,
          },
        ],
        playerStakes: [],
        combinationPayout: 0n,
      },
    };
    const answer = decide(slip, 125_160n);
    expect(answer).toMatchObject({ ok: false, refusal: { code: "risk_limit" } });
    const maximum = answer.ok ? 0n : (maximumOf(answer.refusal) as bigint);
    expect(maximum).toBeGreaterThan(0n);
    expect(decide(slip, maximum).ok).toBe(true);
    expect(decide(slip, maximum + 1n).ok).toBe(false);
  });
});

describe("what a decision accepts", () => {
  it("can be stored, whatever the policy", () => {
    const limits = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }))
      .map(([payoutMax, exchange]) => ({ stakeMin: 1n, stakeMax: payoutMax, payoutMax, exchange }));
    fc.assert(
      fc.property(slips, limits, fc.bigInt({ min: 1n, max: 10n ** 17n }), (slip, wild, stake) => {
        const { snapshot } = slip;
        const rules = {
          ...snapshot.policy.rules,
          currencies: { EUR: wild },
          liabilityMax: {},
          liabilityMaxDefault: 10n ** 18n - 1n,
          combinationPayoutMax: 10n ** 18n - 1n,
        };
        const player = { ...snapshot.player, currency: "EUR", available: 10n ** 18n } as NonNullable<
          BetSnapshot["player"]
        >;
        const answer = decide(
          { ...slip, snapshot: { ...snapshot, player, policy: { version: 1, rules } } },
          stake,
        );
        if (!answer.ok) return;
        const { odds, potentialReturn, legs, combination } = answer.value;
        for (const stored of [odds, potentialReturn.minor, combination?.payout ?? 0n])
          expect(stored).toBeLessThanOrEqual(STORED_MAX / 10n);
        for (const leg of legs) expect(leg.exposurePayout).toBeLessThanOrEqual(BASE_AMOUNT_MAX);
      }),
    );
  });

  it("a draft of a policy keeps to amounts that can be stored", () => {
    const draft = (change: object) =>
      PolicyDraft.safeParse({ ...FIRST_RULES, currencies: { ...FIRST_RULES.currencies, ...change } });
    const EUR = FIRST_RULES.currencies.EUR as object;
    expect(draft({}).success).toBe(true);
    expect(draft({ EUR: { ...EUR, payoutMax: AMOUNT_MAX.toString() } }).success).toBe(true);
    expect(draft({ EUR: { ...EUR, payoutMax: "999999999999999999" } }).success).toBe(false);
    expect(draft({ GBP: { ...EUR, exchange: "100000001" } }).success).toBe(false);
    for (const field of ["liabilityMaxDefault", "combinationPayoutMax"])
      expect(PolicyDraft.safeParse({ ...FIRST_RULES, [field]: "999999999999999999" }).success).toBe(false);
  });
});

it("names a combination by its outcomes, not by their order", () => {
  const leg = fc.record({ marketId: fc.string({ minLength: 1 }), outcomeKey: fc.string({ minLength: 1 }) });
  fc.assert(
    fc.property(fc.array(leg, { minLength: 2, maxLength: 8 }), leg, (legs, other) => {
      expect(combinationOf([...legs].reverse())).toBe(combinationOf(legs));
      expect(combinationOf([...legs, other])).not.toBe(combinationOf(legs));
    }),
  );
  expect(combinationOf([{ marketId: "m", outcomeKey: "home" }])).toBeNull();
});
