import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { marketIdOf } from "#lib/sportsbook/markets/index.ts";
import { cash, result, stateOf, testCorrections } from "#lib/sportsbook/settlement/testing/corrections.ts";
import { pricedEvent } from "#lib/sportsbook/testing/priced-event.ts";
import { makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import { betView, cashOut, placeBet, priceCashOuts, quoteBuilder, replayBet } from "../index.ts";
import type { SlipInput } from "../schema.ts";

testCorrections();

type Event = Awaited<ReturnType<typeof pricedEvent>>;
type Leg = SlipInput["legs"][number];

const HOME_AND_OVER = [
  ["1x2", "", "home"],
  ["total", "total=2.5", "over"],
] as const;

const legsOf = (
  event: Event,
  of: readonly (readonly [string, string, string])[],
  odds: bigint,
  builder = 0,
): Leg[] =>
  of.map(([type, specifiers, key], at) => ({
    ...event.leg(type, specifiers, key),
    odds: at === 0 ? odds : 10_000n,
    builder,
  }));

const quoteOf = async (event: Event, of: readonly (readonly [string, string, string])[]) => {
  const quote = await quoteBuilder({
    legs: of.map(([type, specifiers, key]) => event.leg(type, specifiers, key)),
  });
  if (!quote.ok) throw new Error(quote.refusal.code);
  return quote.value.odds;
};

const place = (playerId: string, legs: Leg[], more: Partial<SlipInput> = {}) =>
  placeBet(
    { playerId, sessionId: null },
    { idempotencyKey: crypto.randomUUID(), stake: "10", legs, oddsChoice: "none", ...more },
  );
const placed = async (playerId: string, legs: Leg[], more: Partial<SlipInput> = {}) => {
  const answer = await place(playerId, legs, more);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.id;
};

const decide = (event: Event, type: string, specifiers: string, won: string[], isVoid = false) => {
  const marketId = marketIdOf(event.eventId, type, specifiers);
  const keys = type === "1x2" ? ["home", "draw", "away"] : ["over", "under"];
  return result(
    { eventId: event.eventId, marketId },
    keys.map((key) => ({
      key,
      result: won.includes(key) && !isVoid ? 1 : 0,
      voidFactor: isVoid ? 1 : null,
      deadHeatFactor: null,
    })),
  );
};

describe("a builder", () => {
  it("is placed at the price that was quoted, and pays it when all its legs win", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("builder");
    const odds = await quoteOf(event, HOME_AND_OVER);
    const dearer = HOME_AND_OVER.map(([type, specifiers, key]) => event.priceOf(type, specifiers, key).odds);
    expect(dearer.every((each) => each < odds)).toBe(true);
    // Home wins and goals go together: less than the product.
    expect(odds).toBeLessThan(((dearer[0] ?? 0n) * (dearer[1] ?? 0n)) / 10_000n);
    const id = await placed(player, legsOf(event, HOME_AND_OVER, odds));
    expect(await betView(id)).toMatchObject({
      stake: 1_000n,
      odds,
      potentialReturn: odds / 10n,
      lines: [[0, 1]],
      legs: [
        { builder: 0, odds },
        { builder: 0, odds: 10_000n },
      ],
    });
    expect((await replayBet(id)).map(({ same }) => same)).toEqual([true]);
    await decide(event, "1x2", "", ["home"]);
    expect(await stateOf(id)).toBe("open null null null");
    await decide(event, "total", "total=2.5", ["over"]);
    expect(await stateOf(id)).toMatch(new RegExp(`^settled won ${odds / 10n} `));
  });

  it("gives the stake back where a leg is void and no other has lost", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("builder-void");
    const id = await placed(player, legsOf(event, HOME_AND_OVER, await quoteOf(event, HOME_AND_OVER)));
    await decide(event, "1x2", "", [], true);
    await decide(event, "total", "total=2.5", ["over"]);
    expect(await stateOf(id)).toMatch(/^settled void 1000 /);
    expect(await cash(player)).toBe(10_000n);
  });

  it("asks again at a worse price, and is decided again when its score has moved", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("builder-moved", { score: { phase: "first_half", clockSeconds: 60 } });
    const odds = await quoteOf(event, HOME_AND_OVER);
    expect(await place(player, legsOf(event, HOME_AND_OVER, odds + 5_000n))).toMatchObject({
      ok: false,
      refusal: { code: "odds_changed", legs: [{ was: odds + 5_000n, now: odds }] },
    });
    await event.move({ goals: ["home"], score: { phase: "first_half", clockSeconds: 120 } });
    expect(await quoteOf(event, HOME_AND_OVER)).toBeLessThan(odds);
    expect(await place(player, legsOf(event, HOME_AND_OVER, odds))).toMatchObject({ ok: false });
  });

  it("is refused with its reason where legs exclude or include each other, or are of two events", async () => {
    const player = await makePlayer(10_000n);
    const [event, other] = [await pricedEvent("builder-wrong"), await pricedEvent("builder-other")];
    const refused = (legs: Leg[]) =>
      place(player, legs).then((answer) => (answer.ok ? null : { ...answer.refusal, marketIds: undefined }));
    const over = (line: string) => event.leg("total", `total=${line}`, "over");
    const of = (...legs: Omit<Leg, "builder">[]) => legs.map((leg) => ({ ...leg, builder: 0 }));
    expect(await refused(of(over("2.5"), over("1.5")))).toMatchObject({ reason: "builder_redundant" });
    expect(await refused(of(over("2.5"), event.leg("correct_score", "", "1-1")))).toMatchObject({
      reason: "builder_excluded",
    });
    expect(await refused(of(over("2.5"), other.leg("1x2", "", "home")))).toMatchObject({
      reason: "builder_unavailable",
    });
    expect(await refused([over("2.5"), event.leg("1x2", "", "home")])).toMatchObject({
      reason: "same_event",
    });
    const unpriced = await makeEvent("builder-unpriced", { running: false });
    const leg = (outcomeKey: string) => ({ marketId: unpriced.marketId, outcomeKey, odds: 20_000n });
    expect(await refused(of(leg("home"), leg("draw")))).toMatchObject({ reason: "builder_unavailable" });
  });

  it("is one selection of an accumulator and of a system", async () => {
    const player = await makePlayer(100_000n);
    const [first, second] = [await pricedEvent("acca-b1"), await pricedEvent("acca-b2")];
    const plain = await makeEvent("acca-b3", { running: false });
    const [one, two] = [await quoteOf(first, HOME_AND_OVER), await quoteOf(second, HOME_AND_OVER)];
    const legs = [
      ...legsOf(first, HOME_AND_OVER, one, 0),
      { marketId: plain.marketId, outcomeKey: "home", odds: 20_000n },
      ...legsOf(second, HOME_AND_OVER, two, 1),
    ];
    const accumulator = await placed(player, legs, { stake: "1" });
    expect(await betView(accumulator)).toMatchObject({
      lines: [[0, 1, 2, 3, 4]],
      potentialReturn: (100n * one * two * 2n) / 10n ** 8n,
    });
    const system = await placed(player, legs, { stake: "1", system: { sizes: [2], bankers: [] } });
    expect((await betView(system))?.lines).toEqual([
      [0, 1, 2],
      [0, 1, 3, 4],
      [2, 3, 4],
    ]);
    await decide(first, "1x2", "", ["home"]);
    await decide(first, "total", "total=2.5", ["over"]);
    await result(plain, "home");
    await decide(second, "1x2", "", ["away"]);
    expect(await stateOf(accumulator)).toMatch(/^settled lost 0 /);
    expect(await stateOf(system)).toMatch(
      new RegExp(`^settled (won|part_returned) ${(100n * one * 2n) / 10_000n} `),
    );
  });

  it("can be cashed out, for what all its legs together are worth", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("builder-cash");
    const odds = await quoteOf(event, HOME_AND_OVER);
    const id = await placed(player, legsOf(event, HOME_AND_OVER, odds));
    const amountOf = async () => (await priceCashOuts([id], null))[0]?.cashOut.offer?.amount ?? 0n;
    const before = await amountOf();
    expect(before).toBeLessThan(1_000n);
    expect(before).toBeGreaterThan(800n);
    await event.move({ goals: ["home", "home"], score: { phase: "first_half", clockSeconds: 600 } });
    const after = await amountOf();
    expect(after).toBeGreaterThan(before * 2n);
    expect(
      await cashOut(player, { betId: id, idempotencyKey: crypto.randomUUID(), amount: after, part: 5_000 }),
    ).toMatchObject({ ok: false });
    expect(
      await cashOut(player, {
        betId: id,
        idempotencyKey: crypto.randomUUID(),
        amount: after / 2n,
        part: 5_000,
      }),
    ).toMatchObject({ ok: true, value: { stake: 500n } });
    expect(await rows("select stake, lines from bet where origin_id = $1", [id])).toEqual([
      { stake: 500n, lines: [3n] },
    ]);
  });
});
