import { describe, expect, it } from "vitest";
import { cashOut, priceCashOuts } from "#lib/sportsbook/betting/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer } from "#lib/sportsbook/testing.ts";
import { voidBet } from "./commands/index.ts";
import { figures, figuresByEvent, figuresByHour, openLiability } from "./index.ts";
import type { Figures } from "./schema.ts";
import { newEvent, placed, testDesk } from "./testing/desk.ts";

const desk = testDesk();

describe("figures", () => {
  it("counts turnover by placing, GGR by settling, and leaves voided stakes out of GGR", async () => {
    const from = new Date();
    const [won, lost, voided, open] = [
      await newEvent(),
      await newEvent(),
      await newEvent(),
      await newEvent(),
    ];
    const players = [await makePlayer(100_000n), await makePlayer(100_000n)] as const;
    await placed(players[0], [won.marketId], "10.00");
    await placed(players[0], [lost.marketId], "50.00");
    const gone = await placed(players[1], [voided.marketId], "20.00");
    await placed(players[1], [open.marketId], "5.00");
    await decideThreeWay(won.eventId, "home");
    await decideThreeWay(lost.eventId, "away");
    await settleMarket(won.marketId);
    await settleMarket(lost.marketId);
    await voidBet(desk.staff, { betId: gone, reason: "technical" });
    const to = new Date(Date.now() + 1_000);
    expect(await figures(from, to)).toEqual([
      {
        currency: "EUR",
        bets: 4,
        turnover: 8_500n,
        settledStake: 6_000n,
        returned: 2_000n,
        ggr: 4_000n,
        activePlayers: 2,
      },
    ]);
    expect((await openLiability()).find(({ currency }) => currency === "EUR")?.bets).toBeGreaterThan(0);
    const hours = await figuresByHour(to, 24, "EUR");
    expect(hours).toHaveLength(24);
    expect(hours.at(-1)?.turnover).toBeGreaterThanOrEqual(8_500n);
    const byEvent = await figuresByEvent(from, to);
    expect(byEvent[0]).toMatchObject({ eventId: lost.eventId, turnover: 5_000n, bets: 1 });
    expect(byEvent.find(({ eventId }) => eventId === open.eventId)?.worst).toBe(-500n);
  });

  it("counts a bet of which a part was cashed out once, with the part that has ended", async () => {
    const from = new Date();
    const { marketId } = await newEvent();
    const player = await makePlayer(100_000n);
    const bet = await placed(player, [marketId], "40.00");
    const [priced] = await priceCashOuts([bet], null);
    const taken = await cashOut(player, {
      betId: bet,
      idempotencyKey: crypto.randomUUID(),
      amount: (priced?.cashOut?.offer?.amount ?? 0n) / 8n,
      part: 2_500,
    });
    if (!taken.ok) throw new Error(taken.refusal.code);
    const [{ bets, turnover, settledStake, returned, ggr } = {} as Figures] = await figures(
      from,
      new Date(Date.now() + 1_000),
    );
    expect({ bets, turnover, settledStake }).toEqual({ bets: 1, turnover: 4_000n, settledStake: 1_000n });
    expect(returned).toBeGreaterThan(0n);
    expect(ggr).toBe(1_000n - returned);
  });
});
