import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { playerBalance } from "#lib/ledger/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { auditTrail, betRecord, eventDesk } from "../index.ts";
import { bet, newEvent, placed, testDesk } from "../testing/desk.ts";
import { previewVoidBet } from "../void-effect.ts";
import { previewSettlement, settleManually, suspend, voidBet } from "./index.ts";

const desk = testDesk();

describe("voiding a bet", () => {
  it("gives the stake back once, as the preview said, and names who and why", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const betId = await placed(player, [marketId]);
    expect(await previewVoidBet(betId)).toEqual({
      currency: "EUR",
      refundedStake: 1_000n,
      returnBefore: 2_000n,
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => voidBet(desk.staff, { betId, reason: "palpable_error", note: null })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 4 }, () => ({ ok: false, refusal: { code: "already_settled" } })),
    );
    expect((await playerBalance(player, "EUR")).available).toBe(5_000n);
    expect(await betRecord(betId)).toMatchObject({
      result: "void",
      returned: 1_000n,
      settlements: [{ cause: "void:palpable_error", byName: "Trader" }],
    });
    expect((await auditTrail({ subject: `bet:${betId}` })).rows).toHaveLength(1);
  });

  it("answers a retry with the same key as it answered first, and refuses the key for anything else", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(5_000n);
    const [betId, other] = [await placed(player, [marketId]), await placed(player, [marketId])];
    const idempotencyKey = crypto.randomUUID();
    const input = { betId, reason: "technical", note: "twice", idempotencyKey } as const;
    const done = { ok: true, value: { currency: "EUR", refundedStake: 1_000n, returnBefore: 2_000n } };
    expect(await Promise.all(Array.from({ length: 5 }, () => voidBet(desk.staff, input)))).toEqual(
      Array.from({ length: 5 }, () => done),
    );
    expect(await voidBet(desk.staff, input)).toEqual(done);
    for (const changed of [
      { ...input, betId: other },
      { ...input, note: "thrice" },
    ])
      expect(await voidBet(desk.staff, changed)).toEqual({
        ok: false,
        refusal: { code: "idempotency_key_reused" },
      });
    // Of somebody else it is another key.
    expect(await voidBet(await makeStaff(), { ...input, betId: other })).toEqual(done);
    expect((await auditTrail({ subject: `bet:${betId}` })).rows).toHaveLength(1);
    expect((await playerBalance(player, "EUR")).available).toBe(5_000n);
  });

  it("refuses an unknown bet", async () => {
    expect(await voidBet(desk.staff, { betId: uuidv7(), reason: "technical" })).toEqual({
      ok: false,
      refusal: { code: "unknown_bet" },
    });
    expect(await previewVoidBet(uuidv7())).toBeNull();
  });
});

describe("cancelling a market", () => {
  it("refunds singles, takes the leg out of accumulators, closes the market and takes it off the desk", async () => {
    const [first, second] = [await newEvent(), await newEvent()];
    const player = await makePlayer(10_000n);
    const single = await placed(player, [first.marketId]);
    const double = await placed(player, [first.marketId, second.marketId]);
    await suspend(desk.staff, { where: { scope: "market", id: first.marketId }, reason: "price_check" });
    expect(await eventDesk(first.eventId)).toMatchObject({
      marketsSuspended: 1,
      worst: { outcomeKey: "home" },
    });
    const action = { kind: "cancel", startsAt: null, endsAt: null } as const;
    const shown = await previewSettlement(desk.staff, { marketId: first.marketId, action });
    if (!shown.ok) throw new Error(shown.refusal.code);
    expect(shown.value.effects).toMatchObject([{ touched: 2, settled: 1, goesOn: 1, paid: 1_000n }]);
    const { seen } = shown.value;
    expect(
      await settleManually(desk.staff, {
        marketId: first.marketId,
        action,
        seen,
        reason: "palpable_error",
        beforeTheEnd: true,
      }),
    ).toMatchObject({ ok: true });
    expect(await bet(player, [first.marketId])).toMatchObject({
      ok: false,
      refusal: { code: "market_closed" },
    });

    expect(await eventDesk(first.eventId)).toMatchObject({ marketsSuspended: 0, markets: 0, worst: null });
    await settleMarket(first.marketId);
    expect(await betRecord(single)).toMatchObject({ status: "settled", result: "void", returned: 1_000n });
    expect(await betRecord(double)).toMatchObject({
      status: "open",
      legs: [{ result: "void" }, { result: null }],
    });
    await decideThreeWay(second.eventId, "home");
    await settleMarket(second.marketId);
    expect(await betRecord(double)).toMatchObject({ result: "won", returned: 2_000n });
  });
});
