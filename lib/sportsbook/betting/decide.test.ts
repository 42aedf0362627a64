import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Currency, money, toDecimalText } from "#lib/core/money.ts";
import { type BetSnapshot, type BookFacts, decideBet } from "./decide.ts";
import { FIRST_RULES, parsePolicy } from "./policy.ts";
import { readRecord, recordDecision } from "./record.ts";
import type { OddsChoice } from "./schema.ts";

const NOW = 1_000_000;
const policy = parsePolicy(1, FIRST_RULES);

const book = (n: number, overrides: Partial<BookFacts> = {}): BookFacts => ({
  eventId: `e${n}`,
  sportId: "football",
  eventStatus: 1,
  startsAtMs: NOW - 1,
  marketId: `e${n}.1x2`,
  marketType: "1x2",
  marketStatus: 1,
  marketVersion: 7n,
  suspension: null,
  outcomeKey: "home",
  active: true,
  odds: 20_000n,
  probability: 0.48,
  marketStake: 0n,
  outcomePayout: 0n,
  ...overrides,
});

const snapshot = (books: (BookFacts | null)[], overrides: Partial<BetSnapshot> = {}): BetSnapshot => ({
  policy,
  player: {
    id: "p",
    status: "active",
    currency: "EUR",
    stakeFactorBp: 10_000,
    available: 10n ** 9n,
    sessionStands: true,
  },
  books,
  playerStakes: [],
  combinationPayout: 0n,
  ...overrides,
});

const slipOn = (books: (BookFacts | null)[], stake = "10", oddsChoice: OddsChoice = "none") => ({
  stake,
  oddsChoice,
  legs: books.map((leg, i) => ({ marketId: leg?.marketId ?? `m${i}`, outcomeKey: "home", odds: 20_000n })),
});

const decide = (
  books: (BookFacts | null)[],
  stake?: string,
  choice?: OddsChoice,
  overrides?: Partial<BetSnapshot>,
) => decideBet(slipOn(books, stake, choice), snapshot(books, overrides), NOW);

const inCurrency = (currency: string) => ({
  player: { ...snapshot([]).player, currency } as BetSnapshot["player"],
});

const codeOf = (answer: ReturnType<typeof decideBet>) => (answer.ok ? "accepted" : answer.refusal.code);

describe("availability", () => {
  it.each([
    ["a running event", {}, "accepted"],
    ["an event before its start", { eventStatus: 0, startsAtMs: NOW + 1 }, "accepted"],
    ["an event that should have started", { eventStatus: 0, startsAtMs: NOW }, "event_closed"],
    ["an ended event", { eventStatus: 3 }, "event_closed"],
    ["an interrupted event", { eventStatus: 7 }, "event_closed"],
    ["a settled market", { marketStatus: -3 }, "market_closed"],
    ["a cancelled market", { marketStatus: -4 }, "market_closed"],
    ["a suspended market", { marketStatus: -1 }, "market_suspended"],
    ["a standing suspension", { suspension: "feed:penalty" }, "market_suspended"],
    ["an outcome that is not active", { active: false }, "outcome_unavailable"],
    ["an outcome without a price", { odds: null }, "outcome_unavailable"],
  ] as const)("%s: %s → %s", (_name, overrides, code) => {
    expect(codeOf(decide([book(1, overrides)]))).toBe(code);
  });

  it("does not know an outcome that is not there", () =>
    expect(codeOf(decide([null]))).toBe("outcome_unavailable"));
});

describe("the player's choice on changed odds", () => {
  const choices: OddsChoice[] = ["none", "higher", "any"];
  it("refuses worse odds unless any are accepted, and never better ones", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...choices),
        fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 6 }),
        (choice, moves) => {
          const books = moves.map((move, n) => book(n, { odds: 20_000n + BigInt(move) * 500n }));
          const allowed = moves.every((move) => move >= 0 || choice === "any");
          const answer = decide(books, "1", choice);
          expect(codeOf(answer)).toBe(allowed ? "accepted" : "odds_changed");
          if (answer.ok)
            expect(answer.value.legs.map((leg) => leg.odds)).toEqual(books.map((leg) => leg.odds));
        },
      ),
    );
  });

  it("is decided as it was recorded by the first rules: better odds were refused to who asked to be asked", () => {
    const books = [book(1, { odds: 20_500n })];
    const again = (choice: OddsChoice, rules: number) =>
      codeOf(decideBet(slipOn(books, "10", choice), snapshot(books), NOW, rules));
    expect(choices.map((choice) => again(choice, 1))).toEqual(["odds_changed", "accepted", "accepted"]);
    expect(choices.map((choice) => again(choice, 2))).toEqual(["accepted", "accepted", "accepted"]);
  });
});

describe("limits and risk", () => {
  it("counts the player's own factor, and never lends money", () => {
    const player = { ...snapshot([]).player, stakeFactorBp: 100, available: 10_000n } as NonNullable<
      BetSnapshot["player"]
    >;
    expect(decide([book(1)], "50.01", "none", { player })).toMatchObject({
      refusal: { code: "stake_above_limit", maximum: 5_000n },
    });
    const poor = { ...player, stakeFactorBp: 10_000, available: 99n };
    expect(decide([book(1)], "1", "none", { player: poor })).toMatchObject({
      refusal: { code: "insufficient_funds", available: 99n },
    });
  });

  it("shares an accumulator's exposure out without losing a cent of the stake", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n, max: 5_000n }), fc.integer({ min: 1, max: 10 }), (stake, legs) => {
        const answer = decide(
          Array.from({ length: legs }, (_, n) => book(n)),
          toDecimalText(money("EUR", stake)),
        );
        if (!answer.ok) return;
        expect(answer.value.legs.reduce((sum, leg) => sum + leg.exposureStake, 0n)).toBe(stake);
      }),
    );
  });
});

describe("combining", () => {
  it("refuses two legs of one event, and names both", () => {
    const books = [book(1), book(2), book(1, { marketId: "e1.total~total=2.5" })];
    expect(decide(books)).toMatchObject({
      refusal: {
        code: "legs_not_combinable",
        reason: "same_event",
        marketIds: ["e1.1x2", "e1.total~total=2.5"],
      },
    });
  });
});

describe("the record", () => {
  it("gives the same answer when it is read back", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            odds: fc.bigInt({ min: 10_100n, max: 90_000n }),
            status: fc.constantFrom(1, 1, 1, -1, -3),
          }),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.constantFrom<OddsChoice>("none", "higher", "any"),
        fc.constantFrom("10", "0.05", "junk", "5000.01"),
        (legs, choice, stake) => {
          const books = legs.map(({ odds, status }, n) => book(n, { odds, marketStatus: status }));
          const slip = slipOn(books, stake, choice);
          const facts = snapshot(books);
          const stored = JSON.parse(JSON.stringify(recordDecision(slip, facts, NOW)));
          const read = readRecord(stored, JSON.parse(JSON.stringify(FIRST_RULES)));
          expect(decideBet(read.slip, read.snapshot, read.nowMs)).toEqual(decideBet(slip, facts, NOW));
        },
      ),
    );
  });

  it("from before the market type had its name is read with it", () => {
    const facts = snapshot([book(1)]);
    const stored = JSON.parse(JSON.stringify(recordDecision(slipOn(facts.books, "10", "any"), facts, NOW)));
    const { marketType, ...rest } = stored.books[0];
    const old = { ...stored, books: [{ ...rest, template: marketType }] };
    expect(readRecord(old, FIRST_RULES).snapshot.books).toMatchObject([{ marketType: "1x2" }]);
  });

  it("from before currencies were named is decided again as it was", () => {
    const facts = snapshot([book(1)], inCurrency("BTC"));
    const slip = slipOn(facts.books, "10", "any");
    expect(decideBet(slip, facts, NOW, 3)).toMatchObject({ refusal: { code: "player_barred" } });
  });

  it("from before limits were cumulative is decided again by the limits of its time", () => {
    const facts = snapshot([book(1, { odds: 64_628n, outcomePayout: 9_968_256n })], {
      playerStakes: [{ outcome: 500_000n, market: 500_000n, event: 500_000n }],
    });
    const slip = slipOn(facts.books, "100", "any");
    expect(decideBet(slip, facts, NOW)).toMatchObject({
      refusal: { code: "player_limit", maximumStake: 0n },
    });
    const { rules, playerStakes, ...stored } = JSON.parse(JSON.stringify(recordDecision(slip, facts, NOW)));
    expect({ rules, playerStakes }).toMatchObject({ rules: 5, playerStakes: [{ event: "500000" }] });
    const old = readRecord(stored, FIRST_RULES);
    expect(decideBet(old.slip, old.snapshot, old.nowMs, old.rules)).toMatchObject({
      refusal: { code: "risk_limit", maximumStake: 5_810n },
    });
  });
});

describe("currencies", () => {
  it.each([
    ["JPY", "2500", 2_500n, 5_000n],
    ["KWD", "1.234", 1_234n, 2_468n],
    ["KWD", "0.050", 50n, 100n],
  ])("takes %s %s", (currency, stake, minor, pays) => {
    expect(decide([book(1)], stake, "any", inCurrency(currency))).toMatchObject({
      ok: true,
      value: {
        stake: money(currency as Currency, minor),
        potentialReturn: money(currency as Currency, pays),
      },
    });
  });

  it.each([
    ["JPY", "2500.5", { code: "stake_invalid" }],
    ["JPY", "19", { code: "stake_below_minimum", minimum: 20n }],
    ["KWD", "1.2345", { code: "stake_invalid" }],
    ["KWD", "0.049", { code: "stake_below_minimum", minimum: 50n }],
    ["KWD", "1500.001", { code: "stake_above_limit", maximum: 1_500_000n }],
    ["BTC", "0.001", { code: "currency_not_offered", currency: "BTC" }],
    ["XXX", "10", { code: "currency_not_offered", currency: "XXX" }],
  ])("refuses %s %s", (currency, stake, refusal) => {
    expect(decide([book(1)], stake, "any", inCurrency(currency))).toEqual({ ok: false, refusal });
  });

  it("counts a bet in the base currency by its policy's rate", () => {
    const decided = decide([book(1)], "10", "any", inCurrency("KWD"));
    expect(decided).toMatchObject({ value: { legs: [{ exposureStake: 3_000n, exposurePayout: 6_000n }] } });
  });
});
