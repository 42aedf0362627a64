import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { ODDS_SCALE } from "#lib/core/odds.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { newestPolicy } from "#lib/sportsbook/betting/index.ts";
import { makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { tradingCommands } from "#lib/sportsbook/trading/index.ts";
import { resume, suspend } from "./commands/index.ts";
import {
  auditTrail,
  eventDesk,
  figuresByEvent,
  killSwitches,
  playerRecord,
  searchBets,
  searchPlayers,
  stakesFrom,
  tradingList,
} from "./index.ts";
import { newEvent, placed, testDesk } from "./testing/desk.ts";

const desk = testDesk();

describe("the desk", () => {
  it("shows what each outcome would cost, the worst of them and the margin", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(100_000n);
    await placed(player, [marketId], "100.00", "home");
    await placed(player, [marketId], "10.00", "away");
    const seen = await eventDesk(eventId);
    expect(seen).toMatchObject({
      turnover: 11_000n,
      bets: 2,
      worst: { marketId, outcomeKey: "home", result: -9_000n },
      marketsOpen: 1,
    });
    const market = seen?.book[0];
    expect(
      market?.outcomes.map(({ key, bets, stake, payout, net }) => [key, bets, stake, payout, net]),
    ).toEqual([
      ["home", 1, 10_000n, 20_000n, -9_000n],
      ["draw", 0, 0n, 0n, 11_000n],
      ["away", 1, 1_000n, 4_000n, 7_000n],
    ]);
    expect(market).toMatchObject({ bets: 2, stake: 11_000n, worst: -9_000n });
    expect(market?.margin).toBeCloseTo(1 / 2 + 1 / 3.5 + 1 / 4 - 1, 6);
    await suspend(desk.staff, { where: { scope: "market", id: marketId }, reason: "liability" });
    const listed = (await tradingList()).find((row) => row.eventId === eventId);
    expect(listed).toMatchObject({ marketsOpen: 0, marketsSuspended: 1, worst: { result: -9_000n } });
    expect((await eventDesk(eventId))?.book[0]?.suspensions).toMatchObject([
      { source: "staff", reason: "liability", byName: "Trader" },
    ]);
    expect(await eventDesk("nothing")).toBeNull();
  });

  it.each([
    ["event", (eventId: string) => ({ scope: "event", id: eventId }) as const],
    ["sport", () => ({ scope: "sport", id: "football" }) as const],
    ["all", () => ({ scope: "all" }) as const],
  ])("has no open market while a suspension of the %s covers it", async (_, whereOf) => {
    const { eventId } = await newEvent();
    const where = whereOf(eventId);
    const open = async () => [
      (await eventDesk(eventId))?.marketsOpen,
      (await tradingList()).find((row) => row.eventId === eventId)?.marketsOpen,
    ];
    expect(await open()).toEqual([1, 1]);
    await suspend(desk.staff, { where, reason: "technical" });
    expect(await open()).toEqual([0, 0]);
    expect((await eventDesk(eventId))?.suspensions).toMatchObject([{ scope: where.scope, source: "staff" }]);
    await resume(desk.staff, { where });
    expect(await open()).toEqual([1, 1]);
  });

  it("shows a trader's price beside the feed's, with its lock, and the market's own margin", async () => {
    const { eventId, marketId } = await newEvent();
    const target = { marketId, outcomeKey: "home", odds: 19_000n, minutes: 15 };
    const margin = { method: "shin", overroundBp: 10_600 } as const;
    expect(await tradingCommands.setPrice(desk.staff, { ...target, version: 0 })).toMatchObject({ ok: true });
    expect(await tradingCommands.setMargin(desk.staff, { marketId, margin, version: 1 })).toMatchObject({
      ok: true,
    });
    const market = (await eventDesk(eventId))?.book[0];
    expect(market).toMatchObject({
      controlVersion: 2,
      off: false,
      ownMargin: { method: "shin", overround: 1.06 },
    });
    expect(market?.outcomes[0]).toMatchObject({
      odds: 19_000n,
      feedOdds: 20_000n,
      manual: { byName: "Trader", expiresAt: expect.any(Date) },
    });
    expect(market?.outcomes[1]?.manual).toBeNull();
    await tradingCommands.setMarketStatus(desk.staff, { marketId, on: false, version: 2 });
    expect((await eventDesk(eventId))?.book[0]).toMatchObject({ off: true, status: 0, feedStatus: 1 });
  });

  it("counts a market that a feed suspends as not open", async () => {
    const { eventId, marketId } = await newEvent();
    await rows(
      "insert into suspension (scope, scope_id, source, reason) values ('market', $1, 'feed', 'possible_goal')",
      [marketId],
    );
    expect(await eventDesk(eventId)).toMatchObject({ marketsOpen: 0, marketsSuspended: 1 });
  });

  it("does not count what the score has ruled out as a risk", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(100_000n);
    const from = new Date();
    await placed(player, [marketId], "100.00", "home");
    await placed(player, [marketId], "60.00", "away");
    const worst = async () => {
      const [found, listed] = [await eventDesk(eventId), await tradingList()];
      return [
        found?.worst?.outcomeKey,
        found?.book[0]?.worst,
        listed.find((row) => row.eventId === eventId)?.worst?.result,
        (await figuresByEvent(from, new Date(Date.now() + 1_000)))[0]?.worst,
      ];
    };
    expect(await worst()).toEqual(["away", -8_000n, -8_000n, -8_000n]);
    await rows("update outcome set probability = 0, active = false where market_id = $1 and key = 'away'", [
      marketId,
    ]);
    expect(await worst()).toEqual(["home", -4_000n, -4_000n, -4_000n]);
  });

  it("lists the active kill switches", async () => {
    await newEvent();
    await suspend(desk.staff, { where: { scope: "all" }, reason: "technical" });
    expect(await killSwitches()).toMatchObject({
      sports: [{ id: "football" }],
      suspensions: [{ scope: "all", source: "staff", reason: "technical" }],
    });
    await resume(desk.staff, { where: { scope: "all" } });
    expect((await killSwitches()).suspensions).toEqual([]);
  });
});

describe("searches", () => {
  it("finds bets by each field and pages through them without repeating one", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(1_000_000n);
    const ids: string[] = [];
    for (let n = 0; n < 53; n += 1) ids.push(await placed(player, [marketId], "1.00"));
    const first = await searchBets({ event: eventId });
    const rest = await searchBets({ event: eventId, before: first.next ?? undefined });
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(rest.next).toBeNull();
    const [newest] = first.rows;
    expect(newest).toMatchObject({ event: "Home – Away", marketType: "1x2", legs: 1, status: "open" });
    const email = newest?.playerEmail ?? "";
    expect((await searchBets({ email: email.slice(0, 30).toUpperCase(), status: "open" })).rows).toHaveLength(
      50,
    );
    expect((await searchBets({ id: ids[3] })).rows.map(({ id }) => id)).toEqual([ids[3]]);
    // As receipts and statements print it.
    expect((await searchBets({ id: ids[3]?.slice(-12) })).rows.map(({ id }) => id)).toEqual([ids[3]]);
    expect((await searchBets({ id: "000000000000" })).rows).toEqual([]);
    expect((await searchBets({ id: ids[3]?.slice(-12), event: eventId })).rows).toHaveLength(1);
    expect((await searchBets({ market: marketId, status: "settled" })).rows).toEqual([]);
    expect((await searchBets({ market: marketId })).rows).toHaveLength(50);
    expect((await searchBets({ result: "won", event: eventId })).rows).toEqual([]);
  });

  it("finds bets from a stake in the base currency, whatever their own", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(1_000_000n);
    const [small, large] = [
      await placed(player, [marketId], "5.00"),
      await placed(player, [marketId], "25.00"),
    ];
    const from = async (stake: string) =>
      (await searchBets({ event: eventId, stake })).rows.map(({ id }) => id);
    expect(await from("5")).toEqual([large, small]);
    expect(await from("5.01")).toEqual([large]);
    expect(await from("25.01")).toEqual([]);
    const { rules } = await newestPolicy();
    for (const [currency, least] of Object.entries(await stakesFrom("25"))) {
      const { exchange = 0n } = rules.currencies[currency] ?? {};
      const inBase = (stake: bigint) => (stake * exchange) / ODDS_SCALE;
      expect([inBase(least) >= 2_500n, inBase(least - 1n) >= 2_500n], currency).toEqual([true, false]);
    }
  });

  it("finds a player and sees the account from every side", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(7_000n);
    await placed(player, [marketId]);
    const found = await searchPlayers({ q: player });
    expect(found.rows).toMatchObject([{ id: player, balance: 6_000n, openBets: 1 }]);
    expect(await playerRecord(player)).toMatchObject({
      balance: 6_000n,
      held: 0n,
      bets: 1,
      turnover: 1_000n,
      openStake: 1_000n,
      openReturn: 2_000n,
      birthDate: "1990-01-01",
      entries: [
        { version: 2n, code: "bet_stake", amount: -1_000n, balanceAfter: 6_000n },
        { version: 1n, code: "deposit", amount: 7_000n, balanceAfter: 7_000n },
      ],
    });
    expect(await playerRecord(uuidv7())).toBeNull();
  });

  it("filters the trail by actor, action and day", async () => {
    const { eventId } = await newEvent();
    const today = new Date().toISOString().slice(0, 10);
    const clerk = await makeStaff("Night clerk");
    await suspend(clerk, { where: { scope: "event", id: eventId }, reason: "technical" });
    expect((await auditTrail({ actor: "night" })).rows.map(({ action }) => action)).toEqual([
      "event.suspend",
      "staff.sign_in",
    ]);
    expect(
      (await auditTrail({ actor: clerk.staffId, action: "event.", from: today, to: today })).rows,
    ).toHaveLength(1);
    expect((await auditTrail({ actor: "night", to: "2020-01-01" })).rows).toEqual([]);
    // Their clocks are 25 hours apart: never the same day on both.
    const [early, late] = ["Pacific/Kiritimati", "Pacific/Pago_Pago"].map((timeZone) => ({
      timeZone,
      day: new Intl.DateTimeFormat("sv", { timeZone }).format(),
    }));
    const onDay = async (day = "", timeZone = "") =>
      (await auditTrail({ actor: "night", action: "event.", from: day, to: day }, timeZone)).rows.length;
    expect(await onDay(early?.day, early?.timeZone)).toBe(1);
    expect(await onDay(late?.day, late?.timeZone)).toBe(1);
    expect(await onDay(late?.day, early?.timeZone)).toBe(0);
    expect((await auditTrail({ actor: "night", action: "bet." })).rows).toEqual([]);
  });
});
