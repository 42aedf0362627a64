import { describe, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { betView } from "#lib/sportsbook/betting/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makePlayer, type TestEvent } from "#lib/sportsbook/testing.ts";
import { auditTrail, type SettlementAction, type SettlementEffect } from "../index.ts";
import { settlementCase } from "../queries/settlement.ts";
import { newEvent, placed, testDesk } from "../testing/desk.ts";
import { withdrawAll } from "../testing/stock.ts";
import { previewSettlement, settleManually } from "./index.ts";

const desk = testDesk();

const bet = (playerId: string, made: TestEvent[], outcomeKey = "home", stake = "10") =>
  placed(
    playerId,
    made.map(({ marketId }) => marketId),
    stake,
    outcomeKey,
  );

const winner = (key: string): SettlementAction => ({
  kind: "result",
  outcomes: ["home", "draw", "away"].map((outcome) => ({
    key: outcome,
    result: outcome === key ? "won" : "lost",
    deadHeat: null,
  })),
});
const CANCEL: SettlementAction = { kind: "cancel", startsAt: null, endsAt: null };

const preview = async ({ marketId }: TestEvent, action: SettlementAction) => {
  const shown = await previewSettlement(desk.staff, { marketId, action });
  if (!shown.ok) throw new Error(shown.refusal.code);
  return shown.value;
};

const WHY = { reason: "official_correction", note: "by the league", beforeTheEnd: true } as const;

/** Looks, confirms what it saw, and lets the settlement carry it out. */
const decide = async (event: TestEvent, action: SettlementAction): Promise<SettlementEffect[]> => {
  const { seen, effects } = await preview(event, action);
  const done = await settleManually(desk.staff, { marketId: event.marketId, action, seen, ...WHY });
  expect(done).toEqual({ ok: true, value: effects });
  await settleMarket(event.marketId);
  return effects;
};

const stateOf = async (id: string) => {
  const view = await betView(id);
  return view && `${view.status} ${view.result} ${view.returned}`;
};

describe("settling by hand", () => {
  it("gives a result, takes it back, cancels, restores and gives another; every bet and the trail follow", async () => {
    const event = await newEvent();
    const player = await makePlayer(2_000n);
    const [home, away] = [await bet(player, [event], "home"), await bet(player, [event], "away")];
    const states = async () => [await stateOf(home), await stateOf(away)];

    expect(await decide(event, winner("home"))).toMatchObject([
      { currency: "EUR", touched: 2, settled: 2, paid: 2_000n, takenBack: 0n, house: 0n, owed: 0n },
    ]);
    expect(await states()).toEqual(["settled won 2000", "settled lost 0"]);
    expect(await decide(event, { kind: "rollback_result" })).toMatchObject([
      { touched: 2, reopened: 2, paid: 0n, takenBack: 2_000n, owed: 0n },
    ]);
    expect(await states()).toEqual(["open null null", "open null null"]);
    await decide(event, CANCEL);
    expect(await states()).toEqual(["settled void 1000", "settled void 1000"]);
    await withdrawAll(player, "EUR");
    expect(await decide(event, { kind: "rollback_cancel", startsAt: null, endsAt: null })).toMatchObject([
      { reopened: 2, takenBack: 2_000n, owed: 2_000n, owing: 1 },
    ]);
    expect(await decide(event, winner("away"))).toMatchObject([
      { settled: 2, paid: 4_000n, repaid: 2_000n, house: -2_000n },
    ]);
    expect(await states()).toEqual(["settled lost 0", "settled won 4000"]);

    const { rows: trail } = await auditTrail({ subject: `market:${event.marketId}` });
    expect(trail.map(({ action }) => action)).toEqual([
      "market.settle",
      "market.restore",
      "market.cancel",
      "market.rollback",
      "market.settle",
    ]);
    expect(trail[0]).toMatchObject({
      reason: "official_correction: by the league",
      before: { status: -1, settlementVersion: 4, outcomes: null },
      after: { status: -3, settlementVersion: 5, effects: [{ currency: "EUR", paid: "4000" }] },
    });
    const found = await settlementCase({ marketId: event.marketId, score: [[0, 2]] });
    expect(found).toMatchObject({ status: -3, suggested: { away: { result: 1 }, home: { result: 0 } } });
    expect(found?.entries.map(({ kind, effective, byName }) => [kind, effective, byName])).toEqual([
      ["result", true, "Trader"],
      ["rollback_cancel", false, "Trader"],
      ["cancel", false, "Trader"],
      ["rollback_result", false, "Trader"],
      ["result", false, "Trader"],
    ]);
  });

  it("outranks the feed: what it says later changes nothing, until staff take their word back", async () => {
    const event = await newEvent();
    const player = await makePlayer(1_000n);
    const id = await bet(player, [event], "home");
    await decide(event, winner("home"));
    const feed = (timestamp: number) => ({
      marketId: event.marketId,
      certainty: 2 as const,
      cancelled: false,
      timestamp,
      outcomes: ["home", "draw", "away"].map((key) => ({
        key,
        result: key === "draw" ? (1 as const) : (0 as const),
        voidFactor: null,
        deadHeatFactor: null,
      })),
    });
    const later = Date.now() + 60_000;
    await applyBook([
      { eventId: event.eventId, results: [feed(later), { ...feed(later + 1), cancelled: true }] },
    ]);
    await settleMarket(event.marketId);
    expect(await stateOf(id)).toBe("settled won 2000");
    // Staff take back what they could see, though the provider's clock is ahead of ours.
    await decide(event, { kind: "rollback_result" });
    await decide(event, { kind: "rollback_cancel", startsAt: null, endsAt: null });
    expect(await stateOf(id)).toBe("open null null");
    await applyBook([{ eventId: event.eventId, results: [feed(later + 2)] }]);
    await settleMarket(event.marketId);
    expect(await stateOf(id)).toBe("settled lost 0");
  });

  it("confirms what the feed scouted without moving money", async () => {
    const event = await newEvent();
    await bet(await makePlayer(1_000n), [event]);
    expect(await settlementCase({ marketId: event.marketId, score: null })).toMatchObject({
      certainty: null,
    });
    const refused = await previewSettlement(desk.staff, {
      marketId: event.marketId,
      action: { kind: "confirm" },
    });
    expect(refused).toEqual({ ok: false, refusal: { code: "nothing_to_confirm" } });
    await applyBook([
      {
        eventId: event.eventId,
        results: [
          {
            marketId: event.marketId,
            certainty: 1,
            cancelled: false,
            timestamp: Date.now(),
            outcomes: ["home", "draw", "away"].map((key) => ({
              key,
              result: key === "home" ? 1 : 0,
              voidFactor: null,
              deadHeatFactor: null,
            })),
          },
        ],
      },
    ]);
    await settleMarket(event.marketId);
    expect(await decide(event, { kind: "confirm" })).toEqual([]);
    expect(await settlementCase({ marketId: event.marketId, score: null })).toMatchObject({
      status: -3,
      certainty: 2,
    });
  });

  it("refuses what makes no sense, and writes nothing", async () => {
    const event = await newEvent();
    const asked = async (action: SettlementAction, marketId = event.marketId) => {
      const answer = await previewSettlement(desk.staff, { marketId, action });
      return answer.ok ? "accepted" : answer.refusal.code;
    };
    const part = { kind: "result", outcomes: [{ key: "home", result: "won", deadHeat: null }] } as const;
    expect(await asked({ ...part, outcomes: [...part.outcomes] })).toBe("outcomes_incomplete");
    expect(await asked(winner("home"), "nothing")).toBe("unknown_market");
    expect(await asked({ kind: "rollback_result" })).toBe("nothing_to_roll_back");
    expect(await asked({ kind: "rollback_cancel", startsAt: 1, endsAt: 2 })).toBe("nothing_to_roll_back");
    expect(await asked({ kind: "cancel", startsAt: 2_000, endsAt: 1_000 })).toBe("window_empty");
    expect(await asked({ kind: "cancel", startsAt: Date.now() + 60_000, endsAt: null })).toBe("window_empty");
    expect(await rows("select from market_settlement where market_id = $1", [event.marketId])).toEqual([]);
  });

  it("refuses a result that pays both sides, shown or not, and writes nothing", async () => {
    const event = await newEvent();
    await bet(await makePlayer(1_000n), [event]);
    const both: SettlementAction = {
      kind: "result",
      outcomes: (["won", "won", "lost"] as const).map((result, at) => ({
        key: ["home", "draw", "away"][at] ?? "",
        result,
        deadHeat: null,
      })),
    };
    const input = { marketId: event.marketId, action: both };
    const refused = { ok: false, refusal: { code: "needs_one_winner" } };
    expect(await previewSettlement(desk.staff, input)).toEqual(refused);
    const { seen } = await preview(event, winner("home"));
    expect(await settleManually(desk.staff, { ...input, seen, ...WHY })).toEqual(refused);
    expect(await rows("select from market_settlement where market_id = $1", [event.marketId])).toEqual([]);
  });

  it("takes a result before the end of the event only from those who know, and afterwards from all", async () => {
    const event = await newEvent();
    const action = winner("home");
    const settle = async (beforeTheEnd?: boolean) => {
      const { seen } = await preview(event, action);
      const { reason, note } = WHY;
      const done = await settleManually(desk.staff, {
        marketId: event.marketId,
        action,
        seen,
        reason,
        note,
        ...(beforeTheEnd === undefined ? {} : { beforeTheEnd }),
      });
      return done.ok ? "done" : done.refusal.code;
    };
    expect([await settle(), await settle(false), await settle(true)]).toEqual([
      "event_not_over",
      "event_not_over",
      "done",
    ]);
    await applyBook([{ eventId: event.eventId, status: 3 }]);
    expect(await settle()).toBe("done");
    expect(await settlementCase({ marketId: event.marketId, score: null })).toMatchObject({
      eventOver: true,
    });
  });

  it("is refused with the new preview once a bet was placed or the market settled since", async () => {
    const event = await newEvent();
    const player = await makePlayer(5_000n);
    await bet(player, [event]);
    const old = await preview(event, winner("home"));
    await bet(player, [event], "draw");
    const input = { marketId: event.marketId, action: winner("home"), ...WHY };
    const first = await settleManually(desk.staff, { ...input, seen: old.seen });
    expect(first).toMatchObject({
      ok: false,
      refusal: { code: "effect_changed", preview: { effects: [{ touched: 2 }] } },
    });
    if (first.ok || first.refusal.code !== "effect_changed") throw new Error("refused");
    await decideThreeWay(event.eventId, "draw");
    expect(await settleManually(desk.staff, { ...input, seen: first.refusal.preview.seen })).toMatchObject({
      ok: false,
      refusal: { code: "effect_changed" },
    });
    expect((await auditTrail({ subject: `market:${event.marketId}` })).rows).toEqual([]);
    await settleMarket(event.marketId);
  });

  it("lets one of two that confirm the same preview at once through", async () => {
    const event = await newEvent();
    await bet(await makePlayer(1_000n), [event]);
    const { seen } = await preview(event, CANCEL);
    const input = { marketId: event.marketId, action: CANCEL, seen, ...WHY };
    const answers = await Promise.all([settleManually(desk.staff, input), settleManually(desk.staff, input)]);
    expect(answers.map((answer) => (answer.ok ? "done" : answer.refusal.code)).sort()).toEqual([
      "done",
      "effect_changed",
    ]);
    await settleMarket(event.marketId);
  });

  it("voids the bets of a time alone", async () => {
    const event = await newEvent();
    const player = await makePlayer(2_000n);
    const before = await bet(player, [event]);
    const [{ at } = { at: 0 }] = await rows<{ at: number }>(
      "select ceil(extract(epoch from clock_timestamp()) * 1000)::float + 1 as at",
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const after = await bet(player, [event]);
    const window = { startsAt: at, endsAt: null };
    expect(await decide(event, { kind: "cancel", ...window })).toMatchObject([{ touched: 1, paid: 1_000n }]);
    expect([await stateOf(before), await stateOf(after)]).toEqual(["open null null", "settled void 1000"]);
    await decide(event, { kind: "rollback_cancel", ...window });
    expect(await stateOf(after)).toBe("open null null");
  });
});
