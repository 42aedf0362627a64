import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/kernel/id.ts";
import { playerBalance, verifyLedger } from "#lib/ledger/index.ts";
import { closeBus } from "#lib/platform/bus.ts";
import { rows } from "#lib/platform/db.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { placeBet, refusalsWritten, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import { decideThreeWay, makeEvent, makePlayer } from "#lib/sportsbook/testing.ts";
import {
  auditTrail,
  betRecord,
  eventDesk,
  feedHealth,
  figures,
  figuresByEvent,
  figuresByHour,
  killSwitches,
  openLiability,
  outboxDepth,
  playerRecord,
  previewSettlement,
  previewVoidBet,
  processBeats,
  processSeries,
  rejectedMessages,
  resume,
  resumeMany,
  type Staff,
  searchBets,
  searchPlayers,
  settleByHand,
  suspend,
  suspendMany,
  tradingList,
  voidBet,
} from "./index.ts";

let database: TestDatabase;
let staff: Staff;
let events = 0;

beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  staff = { staffId: await makePlayer(0n), actor: "Trader" };
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyLedger()).filter((report) => report.violations.length > 0)).toEqual([]);
  expect((await verifyAudit()).broken).toEqual([]);
});

const newEvent = () => {
  events += 1;
  return makeEvent(`b-${events}`);
};

const bet = (playerId: string, marketIds: string[], stake = "10.00", outcomeKey = "home") =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: marketIds.map((marketId) => ({ marketId, outcomeKey, odds: 20_000n })),
      oddsChoice: "any",
    },
  );

const placed = async (...args: Parameters<typeof bet>): Promise<string> => {
  const made = await bet(...args);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};

const auditCount = async () =>
  Number((await rows<{ n: bigint }>("select count(*) as n from audit_entry"))[0]?.n);

describe("suspending", () => {
  it.each(["market", "event", "sport", "all"] as const)(
    "stops and frees betting at the scope %s",
    async (scope) => {
      const { eventId, marketId } = await newEvent();
      const player = await makePlayer(10_000n);
      const where =
        scope === "all"
          ? { scope }
          : { scope, id: { market: marketId, event: eventId, sport: "football" }[scope] };
      expect(await suspend(staff, { where, reason: "price_check", note: "late team news" })).toEqual({
        ok: true,
        value: null,
      });
      expect(await bet(player, [marketId])).toMatchObject({
        ok: false,
        refusal: { code: "market_suspended" },
      });
      expect(await resume(staff, { where })).toEqual({ ok: true, value: null });
      expect(await bet(player, [marketId])).toMatchObject({ ok: true });
    },
  );

  it("records who and why, with what stood before", async () => {
    const { eventId } = await newEvent();
    const where = { scope: "event", id: eventId } as const;
    await suspend(staff, { where, reason: "integrity", note: "call from the league" });
    await suspend(staff, { where, reason: "information" });
    await resume(staff, { where, note: "cleared" });
    const { rows: trail } = await auditTrail({ subject: `event:${eventId}` });
    expect(trail.map(({ action, reason, actorId }) => ({ action, reason, actorId }))).toEqual([
      { action: "event.resume", reason: "cleared", actorId: staff.staffId },
      { action: "event.suspend", reason: "information", actorId: staff.staffId },
      { action: "event.suspend", reason: "integrity: call from the league", actorId: staff.staffId },
    ]);
    expect(trail[1]?.before).toMatchObject({ reason: "integrity" });
  });

  it("refuses what is unknown and what is not suspended, and records neither", async () => {
    const { eventId } = await newEvent();
    const before = await auditCount();
    expect(await suspend(staff, { where: { scope: "market", id: "nothing" }, reason: "technical" })).toEqual({
      ok: false,
      refusal: { code: "unknown_subject" },
    });
    expect(await resume(staff, { where: { scope: "event", id: eventId } })).toEqual({
      ok: false,
      refusal: { code: "not_suspended" },
    });
    expect(await auditCount()).toBe(before);
  });

  it("stops and frees many events for one reason, an audit row each, and says which failed and why", async () => {
    const [first, second] = [await newEvent(), await newEvent()];
    const eventIds = [first.eventId, "nothing", second.eventId, first.eventId];
    expect(await suspendMany(staff, { eventIds, reason: "liability", note: "derby" })).toEqual({
      ok: true,
      value: {
        done: [first.eventId, second.eventId],
        failed: [{ eventId: "nothing", code: "unknown_subject" }],
      },
    });
    const player = await makePlayer(1_000n);
    expect(await bet(player, [second.marketId])).toMatchObject({ ok: false });
    for (const { eventId } of [first, second])
      expect((await auditTrail({ subject: `event:${eventId}` })).rows).toMatchObject([
        { action: "event.suspend", reason: "liability: derby", actorId: staff.staffId },
      ]);
    await resume(staff, { where: { scope: "event", id: first.eventId } });
    expect(await resumeMany(staff, { eventIds: [first.eventId, second.eventId] })).toEqual({
      ok: true,
      value: { done: [second.eventId], failed: [{ eventId: first.eventId, code: "not_suspended" }] },
    });
    expect(await bet(player, [second.marketId])).toMatchObject({ ok: true });
  });

  it("does not lift what a provider suspended", async () => {
    const { eventId } = await newEvent();
    await rows(
      "insert into suspension (scope, scope_id, source, reason) values ('event', $1, 'danger', 'goal')",
      [eventId],
    );
    expect(await resume(staff, { where: { scope: "event", id: eventId } })).toMatchObject({ ok: false });
    expect((await eventDesk(eventId))?.standing).toMatchObject([{ source: "danger", reason: "goal" }]);
  });

  it("leaves the suspension out when the record cannot be written", async () => {
    const { eventId } = await newEvent();
    await database.asOwner("alter function audit_append rename to audit_append_away");
    try {
      await expect(
        suspend(staff, { where: { scope: "event", id: eventId }, reason: "technical" }),
      ).rejects.toThrow(/audit_append/);
    } finally {
      await database.asOwner("alter function audit_append_away rename to audit_append");
    }
    expect((await eventDesk(eventId))?.standing).toEqual([]);
  });
});

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
      Array.from({ length: 5 }, () => voidBet(staff, { betId, reason: "palpable_error", note: null })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 4 }, () => ({ ok: false, refusal: { code: "already_settled" } })),
    );
    expect((await playerBalance(player, "EUR")).available).toBe(5_000n);
    expect(await betRecord(betId)).toMatchObject({
      result: "void",
      returned: 1_000n,
      settlements: [{ cause: "void:palpable_error", byName: "Test player" }],
    });
    expect((await auditTrail({ subject: `bet:${betId}` })).rows).toHaveLength(1);
  });

  it("refuses an unknown bet", async () => {
    expect(await voidBet(staff, { betId: uuidv7(), reason: "technical" })).toEqual({
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
    await suspend(staff, { where: { scope: "market", id: first.marketId }, reason: "price_check" });
    expect(await eventDesk(first.eventId)).toMatchObject({
      marketsSuspended: 1,
      worst: { outcomeKey: "home" },
    });
    const deed = { kind: "cancel", startsAt: null, endsAt: null } as const;
    const shown = await previewSettlement(staff, { marketId: first.marketId, deed });
    if (!shown.ok) throw new Error(shown.refusal.code);
    expect(shown.value.effects).toMatchObject([{ touched: 2, settled: 1, goesOn: 1, paid: 1_000n }]);
    const { seen } = shown.value;
    expect(
      await settleByHand(staff, { marketId: first.marketId, deed, seen, reason: "palpable_error" }),
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

describe("the desk", () => {
  it("shows what each outcome would cost, the worst of them and the margin", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(100_000n);
    await placed(player, [marketId], "100.00", "home");
    await placed(player, [marketId], "10.00", "away");
    const desk = await eventDesk(eventId);
    expect(desk).toMatchObject({
      turnover: 11_000n,
      bets: 2,
      worst: { marketId, outcomeKey: "home", result: -9_000n },
      marketsOpen: 1,
    });
    const market = desk?.book[0];
    expect(
      market?.outcomes.map(({ key, bets, stake, payout, net }) => [key, bets, stake, payout, net]),
    ).toEqual([
      ["home", 1, 10_000n, 20_000n, -9_000n],
      ["draw", 0, 0n, 0n, 11_000n],
      ["away", 1, 1_000n, 4_000n, 7_000n],
    ]);
    expect(market).toMatchObject({ bets: 2, stake: 11_000n, worst: -9_000n });
    expect(market?.margin).toBeCloseTo(1 / 2 + 1 / 3.5 + 1 / 4 - 1, 6);
    await suspend(staff, { where: { scope: "market", id: marketId }, reason: "liability" });
    const listed = (await tradingList()).find((row) => row.eventId === eventId);
    expect(listed).toMatchObject({ marketsOpen: 0, marketsSuspended: 1, worst: { result: -9_000n } });
    expect((await eventDesk(eventId))?.book[0]?.suspensions).toMatchObject([
      { source: "staff", reason: "liability", byName: "Test player" },
    ]);
    expect(await eventDesk("nothing")).toBeNull();
  });

  it("names the standing kill switches", async () => {
    await newEvent();
    await suspend(staff, { where: { scope: "all" }, reason: "technical" });
    expect(await killSwitches()).toMatchObject({
      sports: [{ id: "football" }],
      standing: [{ scope: "all", source: "staff", reason: "technical" }],
    });
    await resume(staff, { where: { scope: "all" } });
    expect((await killSwitches()).standing).toEqual([]);
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
    expect(newest).toMatchObject({ home: "Home", away: "Away", template: "1x2", legs: 1, status: "open" });
    const email = newest?.playerEmail ?? "";
    expect((await searchBets({ email: email.slice(0, 30).toUpperCase(), status: "open" })).rows).toHaveLength(
      50,
    );
    expect((await searchBets({ id: ids[3] })).rows.map(({ id }) => id)).toEqual([ids[3]]);
    expect((await searchBets({ market: marketId, status: "settled" })).rows).toEqual([]);
    expect((await searchBets({ market: marketId })).rows).toHaveLength(50);
    expect((await searchBets({ result: "won", event: eventId })).rows).toEqual([]);
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
    const clerk = { staffId: await makePlayer(0n), actor: "Night clerk" };
    await suspend(clerk, { where: { scope: "event", id: eventId }, reason: "technical" });
    expect((await auditTrail({ actor: "night" })).rows).toHaveLength(1);
    expect(
      (await auditTrail({ actor: clerk.staffId, action: "event.", from: today, to: today })).rows,
    ).toHaveLength(1);
    expect((await auditTrail({ actor: "night", to: "2020-01-01" })).rows).toEqual([]);
    expect((await auditTrail({ actor: "night", action: "bet." })).rows).toEqual([]);
  });
});

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
    await voidBet(staff, { betId: gone, reason: "technical" });
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
});

describe("health", () => {
  it("counts what became of messages, and shows the refused ones as they came", async () => {
    await rows(
      `insert into feed_provider (id, state, last_alive_at) values ('sim', 'up', now() - interval '3 seconds')`,
    );
    await rows(`insert into feed_message (provider, fate, error, raw) values
      ('sim', 'applied', null, '{}'), ('sim', 'applied', null, '{}'), ('sim', 'rejected', 'not JSON', '<odds>')`);
    const [feed] = await feedHealth();
    expect(feed).toMatchObject({
      id: "sim",
      state: "up",
      leaseStands: false,
      lastHour: { applied: 2, rejected: 1, outdated: 0 },
    });
    expect(feed?.aliveAgeS).toBeGreaterThan(2.9);
    expect(await rejectedMessages()).toMatchObject([{ provider: "sim", error: "not JSON", raw: "<odds>" }]);
  });

  it("shows processes by their beat and the depth of the outbox", async () => {
    await rows(
      `insert into process_beat (instance, process, pid, host, started_at, beat_at)
       values ($1, 'worker', 7, 'here', now(), now() - interval '1 minute')`,
      [crypto.randomUUID()],
    );
    const [beat] = await processBeats();
    expect(beat).toMatchObject({ process: "worker", pid: 7 });
    expect(beat?.beatAgeS).toBeGreaterThan(59);
    expect((await outboxDepth()).rows).toBeGreaterThan(0);
  });

  it("keeps a gone process in sight until one of its kind was started on its host again", async () => {
    const beat = (process: string, host: string, startedS: number, beatS: number) =>
      rows(
        `insert into process_beat (instance, process, pid, host, started_at, beat_at)
         values ($1, $2, 1, $3, now() - $4 * interval '1 s', now() - $5 * interval '1 s')`,
        [uuidv7(), process, host, startedS, beatS],
      );
    await beat("feeds", "restarted", 900, 600);
    await beat("feeds", "restarted", 500, 1);
    await beat("feeds", "lost", 900, 600);
    const feeds = (await processBeats()).filter(({ process }) => process === "feeds");
    expect(feeds.map(({ host, beatAgeS }) => [host, beatAgeS > 15]).sort()).toEqual([
      ["lost", true],
      ["restarted", false],
    ]);
  });

  it("draws what a process measured, highest in each slot, and nothing where it was silent", async () => {
    const instance = uuidv7();
    const sample = (agoS: number, figures: object) =>
      rows(
        "insert into process_sample (instance, process, at, figures) values ($1, 'web', now() - $2 * interval '1 s', $3)",
        [instance, agoS, JSON.stringify(figures)],
      );
    await sample(700, { cpuPercent: 99 });
    await sample(595, { cpuPercent: 10, note: "text is not drawn" });
    await sample(590, { cpuPercent: 30 });
    await sample(5, { cpuPercent: 20 });
    expect((await processSeries(600, 5)).filter((series) => series.instance === instance)).toEqual([
      { instance, process: "web", name: "cpuPercent", points: [30, null, null, null, 20] },
    ]);
  });
});
