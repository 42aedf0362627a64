import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { MARKET_STATUS } from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { defaultMargin, sportOf } from "#lib/sportsbook/sports/index.ts";
import { linesOf } from "../lines.ts";
import { returnByLegs } from "../potential-return.ts";
import { BET_RESULTS, type BetResult } from "../schema.ts";
import { makeOutlook } from "./outlooks.ts";
import { cashOutPart, WHOLE } from "./schema.ts";
import { cashOutValue, type OpenLeg } from "./value.ts";

const leg = (more: Partial<OpenLeg> = {}): OpenLeg => ({
  eventId: "e",
  sportId: "football",
  eventStatus: EVENT_STATUS.notStarted,
  startsAtMs: 1,
  marketId: "m",
  marketType: "1x2",
  specifiers: "",
  marketStatus: MARKET_STATUS.active,
  marketVersion: 1n,
  settling: false,
  suspension: null,
  outcomeKey: "home",
  odds: 20_000n,
  plainOdds: null,
  builder: null,
  result: null,
  deadHeat: null,
  oddsNow: 20_000n,
  probability: 0.48,
  ...more,
});

const options = { marginBp: 600, nowMs: 0 };
const noModel = () => null;
const amountOf = (value: ReturnType<typeof cashOutValue>): bigint => ("amount" in value ? value.amount : 0n);

const anyResult = fc.constantFrom(...BET_RESULTS);
const anyOdds = fc.bigInt({ min: 10_100n, max: 500_000n });
const anySystem = fc.constantFrom(
  undefined,
  { sizes: [2, 3], bankers: [] },
  { sizes: [1, 2, 3], bankers: [] },
);

describe("the value of a bet", () => {
  it("whose legs are decided is its return, halves, refunds and dead heats included", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyOdds, anyResult, fc.boolean()), { minLength: 3, maxLength: 3 }),
        anySystem,
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (given, system, each) => {
          const lines = linesOf(3, system);
          const legs = given.map(([odds, result, shared]) =>
            leg({
              odds,
              result,
              deadHeat: shared && result === "won" ? { numerator: 1, denominator: 3 } : null,
            }),
          );
          const bet = { stake: each * BigInt(lines.length), lines, legs };
          expect(amountOf(cashOutValue(bet, noModel, options))).toBe(returnByLegs(bet));
        },
      ),
    );
  });

  it("is never more than it can still return, and with legs at today's prices never more than its stake", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(anyOdds, anyOdds, fc.double({ min: 0, max: 1, noNaN: true }), fc.option(anyResult)),
          {
            minLength: 3,
            maxLength: 3,
          },
        ),
        anySystem,
        (given, system) => {
          const lines = linesOf(3, system);
          const stake = 600n * BigInt(lines.length);
          const legs = given.map(([odds, oddsNow, probability, result]) =>
            leg({ odds, oddsNow, probability, result: result as BetResult | null }),
          );
          const bet = { stake, lines, legs };
          expect(amountOf(cashOutValue(bet, noModel, options)) <= returnByLegs(bet)).toBe(true);
          const fresh = legs.map((each) => ({ ...each, oddsNow: each.odds, result: null }));
          const value = amountOf(
            cashOutValue({ stake, lines, legs: fresh }, noModel, { ...options, marginBp: 0 }),
          );
          expect(value <= stake).toBe(true);
        },
      ),
    );
  });

  it("is fair by the sport's own prices, refunds included: at the fair odds it is the stake", () => {
    const football = sportOf("football");
    const score = footballKickOff();
    const model = { homeRate: 1.7, awayRate: 1.2 };
    const outlook = makeOutlook({
      eventId: "e",
      sportId: "football",
      status: EVENT_STATUS.notStarted,
      version: 1n,
      score,
      model,
      incidents: [],
    });
    for (const market of football.price(score as never, model, { margin: defaultMargin(football) }))
      for (const { key, probability, odds } of market.outcomes) {
        if (odds === null || !probability) continue;
        const fair = leg({
          ...market,
          marketStatus: MARKET_STATUS.active,
          outcomeKey: key,
          odds: BigInt(Math.floor(10_000 / probability)),
          oddsNow: odds,
        });
        const bet = { stake: 1_000_000n, lines: linesOf(1), legs: [fair] };
        const value = Number(amountOf(cashOutValue(bet, () => outlook, { ...options, marginBp: 0 })));
        expect(Math.abs(value - 1_000_000), `${market.marketType} ${market.specifiers} ${key}`).toBeLessThan(
          1_000,
        );
      }
  });

  it("of a builder is that of its legs together: two that exclude each other are worth nothing", () => {
    const outlook = makeOutlook({
      eventId: "e",
      sportId: "football",
      status: EVENT_STATUS.notStarted,
      version: 1n,
      score: footballKickOff(),
      model: { homeRate: 1.7, awayRate: 1.2 },
      incidents: [],
    });
    const both = (first: Partial<OpenLeg>, second: Partial<OpenLeg>) =>
      amountOf(
        cashOutValue(
          {
            stake: 1_000n,
            lines: linesOf(2),
            legs: [
              leg({ builder: 1, odds: 30_000n, ...first }),
              leg({ builder: 1, odds: 10_000n, ...second }),
            ],
          },
          () => outlook,
          options,
        ),
      );
    const over = { marketType: "total", specifiers: "total=2.5", outcomeKey: "over" };
    const nilNil = { marketType: "correct_score", outcomeKey: "0-0" };
    expect(both(over, nilNil)).toBe(0n);
    expect(both(nilNil, {})).toBe(0n);
    const homeAndOver = both({}, over);
    const home = both({}, { result: "won" });
    expect(homeAndOver).toBeGreaterThan(0n);
    expect(homeAndOver).toBeLessThan(home);
    // A refunded leg voids the builder: the stake comes back if no other leg loses.
    expect(both({ result: "void" }, over)).toBeLessThan(1_000n);
    expect(both({ result: "void" }, { result: "won" })).toBe(1_000n);
  });

  it("waits for a market that is suspended, inactive or over", () => {
    const codeOf = (more: Partial<OpenLeg>) => {
      const value = cashOutValue({ stake: 100n, lines: linesOf(1), legs: [leg(more)] }, noModel, options);
      return "code" in value ? value.code : value.amount;
    };
    expect(codeOf({ suspension: "feed:var" })).toBe("suspended");
    expect(codeOf({ marketStatus: MARKET_STATUS.suspended })).toBe("suspended");
    expect(codeOf({ marketStatus: MARKET_STATUS.inactive })).toBe("unavailable");
    expect(codeOf({ marketStatus: MARKET_STATUS.settled })).toBe("awaiting_result");
    expect(codeOf({ eventStatus: EVENT_STATUS.ended })).toBe("awaiting_result");
    expect(codeOf({ startsAtMs: -1 })).toBe("awaiting_result");
    expect(codeOf({ settling: true, result: "won" })).toBe("awaiting_result");
    expect(codeOf({ probability: null })).toBe("unavailable");
    expect(codeOf({ probability: 0.001, odds: 10_100n })).toBe("no_value");
    // A line that may be refunded counts no more than the stake, where nobody has a model.
    expect(codeOf({ marketType: "asian_total", specifiers: "total=2", odds: 40_000n })).toBe(94n);
  });
});

it("a part is a share of every line, and leaves a share", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.integer({ min: 1, max: 500 }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 1, max: WHOLE }),
      (each, lines, amount, part) => {
        const stake = each * BigInt(lines);
        const taken = cashOutPart({ stake, lines, amount }, part);
        if (part === WHOLE) expect(taken).toEqual({ stake, amount });
        if (!taken || part === WHOLE) return;
        expect(taken.stake % BigInt(lines)).toBe(0n);
        expect(taken.stake > 0n && taken.stake < stake).toBe(true);
        expect(taken.amount > 0n && taken.amount * stake <= amount * taken.stake).toBe(true);
      },
    ),
  );
});
