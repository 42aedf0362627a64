import { expect, it } from "vitest";
import { type Random, seededRandom } from "#lib/core/random.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { previewSettlement, settleManually, voidBet } from "./commands/index.ts";
import type { SettlementAction } from "./index.ts";
import { newEvent, placed, testDesk } from "./testing/desk.ts";
import { observed, takeStock, withdrawAll } from "./testing/stock.ts";

const desk = testDesk();

const KEYS = ["home", "draw", "away"] as const;
const anyAction = (random: Random, receivedAt: readonly number[]): SettlementAction => {
  const turn = random.integer(10);
  const window = {
    startsAt: random.integer(3) === 0 ? null : (receivedAt[random.integer(receivedAt.length)] ?? null),
    endsAt: random.integer(2) === 0 ? null : Date.now() + 1_000,
  };
  if (turn === 0) return { kind: "confirm" };
  if (turn === 1) return { kind: "rollback_result" };
  if (turn === 2) return { kind: "cancel", startsAt: null, endsAt: null };
  if (turn === 3) return { kind: "rollback_cancel", startsAt: null, endsAt: null };
  if (turn === 4) return { kind: "cancel", ...window };
  // One winner, several that share the win, or all void: what a market can have.
  const sharing = 1 + random.integer(2 * KEYS.length);
  const winners = new Set(
    KEYS.toSorted(() => random.integer(3) - 1).slice(0, sharing <= KEYS.length ? sharing : 1),
  );
  const isVoid = random.integer(6) === 0;
  return {
    kind: "result",
    outcomes: KEYS.map((key) => ({
      key,
      result: isVoid ? "void" : winners.has(key) ? "won" : "lost",
      deadHeat:
        !isVoid && winners.has(key) && winners.size > 1 ? { numerator: 1, denominator: winners.size } : null,
    })),
  };
};

it("a preview is what then happens, whatever was decided before and whoever has spent what", {
  timeout: 240_000,
}, async () => {
  let compared = 0;
  let owing = 0;
  for (const seed of ["one", "two", "three", "four", "five", "six"]) {
    const random = seededRandom(seed);
    const made = [await newEvent(), await newEvent(), await newEvent()];
    const players = await Promise.all([
      makePlayer(20_000n, "EUR"),
      makePlayer(20_000n, "EUR"),
      makePlayer(2_000_000n, "SEK"),
    ]);
    const receivedAt: number[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      receivedAt.push(Date.now());
      const legs = made.filter(() => random.integer(2) === 0);
      const player = players[turn % players.length] ?? "";
      const on = legs.length > 0 ? legs : [made[0] as TestEvent];
      const id = await placed(
        player,
        on.map(({ marketId }) => marketId),
        "7.77",
        KEYS[random.integer(3)],
      );
      if (random.integer(9) === 0) await voidBet(desk.staff, { betId: id, reason: "technical", note: null });
    }
    for (let step = 0; step < 14; step += 1) {
      const event = made[random.integer(made.length)] as TestEvent;
      if (random.integer(4) === 0) await withdrawAll(players[random.integer(2)] ?? "", "EUR");
      if (random.integer(6) === 0)
        await decideThreeWay(event.eventId, KEYS[random.integer(3)] ?? "home").then(() =>
          settleMarket(event.marketId),
        );
      const action = anyAction(random, receivedAt);
      const shown = await previewSettlement(desk.staff, { marketId: event.marketId, action });
      if (!shown.ok) continue;
      const was = await takeStock();
      const { seen, effects } = shown.value;
      expect(
        await settleManually(desk.staff, {
          marketId: event.marketId,
          action,
          seen,
          reason: "official_correction",
          note: null,
          beforeTheEnd: true,
        }),
      ).toMatchObject({
        ok: true,
      });
      await settleMarket(event.marketId);
      const is = await takeStock();
      const happened = ["EUR", "SEK"].map((currency) => observed(was, is, currency));
      expect(effects, `${seed} ${step} ${JSON.stringify(action)}`).toEqual(
        happened.filter(({ touched }) => touched > 0),
      );
      compared += effects.length;
      owing += effects.filter(({ owed }) => owed > 0n).length;
    }
  }
  expect(compared).toBeGreaterThan(40);
  expect(owing).toBeGreaterThan(3);
});
