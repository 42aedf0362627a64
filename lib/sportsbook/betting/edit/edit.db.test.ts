import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { seededRandom } from "#lib/core/random.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { playerCommands } from "#lib/players/index.ts";
import { notePlayOf } from "#lib/players/play/play.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { settleMarket } from "#lib/sportsbook/settlement/index.ts";
import {
  cash,
  correct,
  kinds,
  moves,
  result,
  stateOf,
  testCorrections,
} from "#lib/sportsbook/settlement/testing/corrections.ts";
import { pricedEvent } from "#lib/sportsbook/testing/priced-event.ts";
import {
  makeEvent,
  makeNextEvent,
  makePlayer,
  makeSession,
  type TestEvent,
} from "#lib/sportsbook/testing.ts";
import {
  betHistory,
  betLimitUse,
  betView,
  cashOut,
  editBet,
  placeBet,
  previewEdit,
  priceCashOuts,
  refusalsWritten,
  replayBet,
  runCashOutOrders,
  setAutoCashOut,
} from "../index.ts";
import type { SlipInput } from "../schema.ts";
import { loadSnapshot, newestPolicy } from "../snapshot.ts";
import { newPolicy } from "../testing/in-play.ts";
import { countedOf, released } from "./release.ts";
import type { EditBetInput } from "./schema.ts";

const database = testCorrections();

type Legs = SlipInput["legs"];
const at = (playerId: string) => ({ playerId, sessionId: null });

const place = async (playerId: string, legs: Legs, stake = "10", more: Partial<SlipInput> = {}) => {
  const placed = await placeBet(at(playerId), {
    idempotencyKey: crypto.randomUUID(),
    stake,
    legs,
    oddsChoice: "any",
    ...more,
  });
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value.id;
};

const worthOf = async (betId: string): Promise<bigint> =>
  (await priceCashOuts([betId], null))[0]?.cashOut.offer?.amount ?? 0n;

/** An edit at what the bet is worth now, with this stake a line, or all of its value. */
const edit = async (
  playerId: string,
  betId: string,
  legs: Legs,
  stake: string | null = null,
  more: Partial<EditBetInput> = {},
) => {
  const value = await worthOf(betId);
  return editBet(at(playerId), {
    betId,
    value: value > 0n ? value : 1n,
    idempotencyKey: crypto.randomUUID(),
    stake: stake ?? `${value / 100n}.${String(value % 100n).padStart(2, "0")}`,
    legs,
    oddsChoice: "any",
    ...more,
  });
};

const legOf = ({ marketId }: TestEvent, outcomeKey = "home") => ({
  marketId,
  outcomeKey,
  odds: { home: 20_000n, draw: 35_000n, away: 40_000n }[outcomeKey] ?? 0n,
});
const upcoming = (count: number): Promise<TestEvent[]> =>
  Promise.all(Array.from({ length: count }, () => makeNextEvent({ running: false })));

const codesOf = async (betId: string) =>
  (await moves(betId)).map(({ code, amount }) => `${code} ${amount}`).sort();

const isUnchanged = async (player: string, bet: string, balance: bigint) => {
  expect(await stateOf(bet)).toBe("open null null null");
  expect(await cash(player)).toBe(balance);
  expect(await rows("select from bet where player_id = $1", [player])).toHaveLength(1);
};

describe("an edit", () => {
  it("is refused while play is stopped, after its key: what was edited before is still answered", async () => {
    const player = await makePlayer(10_000n);
    await ownerRows("update player set country = 'MT' where id = $1", [player]);
    await transaction((client) => notePlayOf(player, client));
    const [event] = (await upcoming(1)) as [TestEvent];
    const bet = await place(player, [legOf(event)]);
    const key = crypto.randomUUID();
    const value = await worthOf(bet);
    const ask = () => edit(player, bet, [legOf(event, "away")], "9.02", { idempotencyKey: key, value });
    await ownerRows(
      "update player set play_stop = 'reality_check', play_until = clock_timestamp() - interval '1 ms' where id = $1",
      [player],
    );
    expect(await ask()).toEqual({ ok: false, refusal: { code: "play_stopped", reason: "reality_check" } });
    await isUnchanged(player, bet, 9_000n);
    await ownerRows("update player set play_stop = null, play_until = null where id = $1", [player]);
    const done = await ask();
    expect(done).toMatchObject({ ok: true, value: { betId: bet, value: 902n } });
    await ownerRows(
      "update player set play_stop = 'reality_check', play_until = clock_timestamp() - interval '1 ms' where id = $1",
      [player],
    );
    expect(await ask()).toEqual(done);
  });

  it("puts a bet on another selection in the place of the old one, for what that is worth", async () => {
    const player = await makePlayer(10_000n);
    const [event] = (await upcoming(1)) as [TestEvent];
    const bet = await place(player, [legOf(event)]);
    const done = await edit(player, bet, [legOf(event, "away")]);
    // 10.00 × 2.0 × 0.48, less the margin.
    expect(done).toMatchObject({
      ok: true,
      value: { betId: bet, currency: "EUR", value: 902n, stake: 902n, potentialReturn: 3_608n },
    });
    const editId = done.ok ? done.value.editId : "";
    expect(await stateOf(bet)).toBe("settled edited 902 edit");
    expect(await stateOf(editId)).toBe("open null null null");
    expect(await cash(player)).toBe(9_000n);
    expect(await codesOf(bet)).toEqual(["bet_edit 902", "bet_stake 1000", "bet_stake_settled 1000"]);
    expect(await codesOf(editId)).toEqual(["bet_stake 902"]);
    expect(await kinds(bet)).toEqual(["bet.placed", "bet.settled"]);
    expect(await kinds(editId)).toEqual(["bet.placed"]);
    expect(await betView(bet)).toMatchObject({ cashOut: { editId, restId: null }, editOf: null });
    expect(await betView(editId)).toMatchObject({ editOf: bet, originId: null, cashOut: null });
    expect(await betHistory(bet)).toMatchObject([{ result: "edited", returned: 902n, cause: "edit" }]);
    // The result settles the new bet alone, and a correction moves no other.
    await result(event, "away");
    expect(await stateOf(editId)).toMatch(/^settled won 3608 /);
    await correct(event, "rollback_result");
    await result(event, "home");
    expect(await stateOf(editId)).toMatch(/^settled lost 0 /);
    expect(await stateOf(bet)).toBe("settled edited 902 edit");
  });

  it("takes what is added to the stake, and pays out what is left over", async () => {
    const player = await makePlayer(10_000n);
    const [first, second] = (await upcoming(2)) as [TestEvent, TestEvent];
    const bet = await place(player, [legOf(first)]);
    const more = await edit(player, bet, [legOf(first), legOf(second)], "12.00");
    expect(more).toMatchObject({ ok: true, value: { value: 902n, stake: 1_200n, potentialReturn: 4_800n } });
    expect(await cash(player)).toBe(9_000n + 902n - 1_200n);
    expect(await codesOf(bet)).toContain("bet_edit 902");
    const double = more.ok ? more.value.editId : "";
    const less = await edit(player, double, [legOf(second)], "5");
    const worth = less.ok ? less.value.value : 0n;
    expect(less).toMatchObject({ ok: true, value: { stake: 500n } });
    expect(await codesOf(double)).toEqual(
      [`bet_cash_out ${worth - 500n}`, "bet_edit 500", "bet_stake 1200", "bet_stake_settled 1200"].sort(),
    );
    expect(await cash(player)).toBe(8_702n + worth - 500n);
  });

  it("carries what is won in its value, and goes on with the rest", async () => {
    const player = await makePlayer(10_000n);
    const [first, second, third] = (await upcoming(3)) as [TestEvent, TestEvent, TestEvent];
    const bet = await place(player, [legOf(first), legOf(second)]);
    await result(first, "home");
    expect(await edit(player, bet, [legOf(first), legOf(second)])).toMatchObject({
      ok: false,
      refusal: { code: "market_closed", marketId: first.marketId },
    });
    const done = await edit(player, bet, [legOf(second), legOf(third)]);
    expect(done).toMatchObject({
      ok: true,
      value: { value: 1_804n, stake: 1_804n, potentialReturn: 7_216n },
    });
    expect(await cash(player)).toBe(9_000n);
  });

  it("makes a system of a system, with a stake that its lines share", async () => {
    const player = await makePlayer(10_000n);
    const events = await upcoming(4);
    const legs = events.map((event) => legOf(event));
    const bet = await place(player, legs.slice(0, 3), "1", { system: { sizes: [2, 3], bankers: [] } });
    const value = await worthOf(bet);
    const done = await edit(player, bet, legs, "0.30", { system: { sizes: [2, 3, 4], bankers: [] } });
    expect(done).toMatchObject({ ok: true, value: { value, stake: 330n } });
    expect(await cash(player)).toBe(9_600n + value - 330n);
    const view = await betView(done.ok ? done.value.editId : "");
    expect(view).toMatchObject({ kind: "system", stake: 330n });
    expect(view?.lines).toHaveLength(11);
  });

  it("takes a bet builder for legs of one match, and refuses them without", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("edit-builder");
    const home = event.leg("1x2", "", "home");
    const over = event.leg("total", "total=2.5", "over");
    const bet = await place(player, [home]);
    expect(await edit(player, bet, [home, over])).toMatchObject({
      ok: false,
      refusal: {
        code: "legs_not_combinable",
        reason: "same_event",
        marketIds: [home.marketId, over.marketId],
      },
    });
    const built = await edit(player, bet, [
      { ...home, builder: 0 },
      { ...over, builder: 0 },
    ]);
    expect(built.ok).toBe(true);
  });

  it("is decided by a record that gives the same answer again", async () => {
    const player = await makePlayer(2_000n);
    const [event] = (await upcoming(1)) as [TestEvent];
    const bet = await place(player, [legOf(event)], "20");
    const done = await edit(player, bet, [legOf(event, "away")]);
    expect(await replayBet(done.ok ? done.value.editId : "")).toMatchObject([
      { stage: "accepted", same: true },
    ]);
    const again = await edit(player, done.ok ? done.value.editId : "", [legOf(event)], "99999");
    expect(again.ok).toBe(false);
    await refusalsWritten();
    const [refused] = await rows<{ id: string }>("select id from bet_refusal where player_id = $1", [player]);
    expect(await replayBet(refused?.id ?? "")).toMatchObject([{ stage: "refused", same: true }]);
  });

  it("sees limits and exposure as they are once the old bet is cashed out", async () => {
    const player = await makePlayer(100_000n);
    const [first, second] = (await upcoming(2)) as [TestEvent, TestEvent];
    const legs = [legOf(first), legOf(second)];
    await place(player, legs, "7");
    await place(player, [legOf(first)], "3");
    const bet = await place(player, legs, "5");
    const wanted = { ...at(player), idempotencyKey: crypto.randomUUID(), legs };
    const value = await worthOf(bet);
    const [before, counted] = [await loadSnapshot(wanted), await countedOf(bet)];
    if (!counted) throw new Error("it has ended");
    const { nowMs: _, edit: worth, ...seen } = { nowMs: 0, ...released(before, legs, counted, value) };
    expect(worth).toEqual({ value });
    await cashOut(player, { betId: bet, idempotencyKey: crypto.randomUUID(), amount: value, part: 10_000 });
    const { nowMs: __, existing: ___, ...after } = await loadSnapshot(wanted);
    expect({ ...seen, existing: null, player: null }).toEqual({ ...after, existing: null, player: null });
    expect(after.player?.available).toBe((before.player?.available ?? 0n) + value);
  });
});

describe("the open bet stays as it is", () => {
  const opened = async (stake = "10", balance = 10_000n) => {
    const player = await makePlayer(balance);
    const [event, other] = (await upcoming(2)) as [TestEvent, TestEvent];
    return { player, event, other, bet: await place(player, [legOf(event)], stake) };
  };

  it("where a market is suspended, of the old bet or of the new one", async () => {
    const { player, event, other, bet } = await opened();
    await applyBook([{ eventId: other.eventId, suspend: "var" }]);
    expect(await edit(player, bet, [legOf(event), legOf(other)])).toMatchObject({
      ok: false,
      refusal: { code: "market_suspended", marketId: other.marketId },
    });
    await applyBook([
      { eventId: other.eventId, resume: true },
      { eventId: event.eventId, suspend: "var" },
    ]);
    expect(await edit(player, bet, [legOf(other)])).toMatchObject({
      ok: false,
      refusal: { code: "cash_out_unavailable" },
    });
    await isUnchanged(player, bet, 9_000n);
  });

  it("where a price has moved against what the player saw", async () => {
    const { player, other, bet } = await opened();
    const seen = { ...legOf(other), odds: 25_000n };
    expect(await edit(player, bet, [seen], null, { oddsChoice: "higher" })).toMatchObject({
      ok: false,
      refusal: { code: "odds_changed", legs: [{ was: 25_000n, now: 20_000n }] },
    });
    expect(await edit(player, bet, [legOf(other)], null, { value: 903n })).toEqual({
      ok: false,
      refusal: { code: "offer_changed", amount: 902n },
    });
    await isUnchanged(player, bet, 9_000n);
    expect((await edit(player, bet, [seen])).ok).toBe(true);
  });

  it("where the new stake is over a limit, counted without the old bet", async () => {
    const { player, event, bet } = await opened("10", 10_000_000n);
    const { rules } = await newestPolicy();
    const { stakeMax } = rules.currencies.EUR as { stakeMax: bigint };
    const most = `${stakeMax / 100n}`;
    expect(await edit(player, bet, [legOf(event)], `${stakeMax / 100n + 1n}`)).toMatchObject({
      ok: false,
      refusal: { code: "stake_above_limit", maximum: stakeMax },
    });
    await isUnchanged(player, bet, 9_999_000n);
    // All of the limit: the old bet on the same outcome does not count.
    expect(await edit(player, bet, [legOf(event)], most)).toMatchObject({
      ok: true,
      value: { stake: stakeMax },
    });
  });

  it("where balance and value do not pay for it", async () => {
    const { player, event, bet } = await opened("10", 1_500n);
    expect(await edit(player, bet, [legOf(event)], "14.03")).toEqual({
      ok: false,
      refusal: { code: "insufficient_funds", available: 1_402n },
    });
    await isUnchanged(player, bet, 500n);
    expect(await edit(player, bet, [legOf(event)], "14.02")).toMatchObject({ ok: true });
    expect(await cash(player)).toBe(0n);
  });

  it("where it would be referred to a trader", async () => {
    const { player, event, bet } = await opened("10", 10_000_000n);
    await newPolicy(`rules || '{"referralMs": 60000}'`);
    expect(await edit(player, bet, [legOf(event)], "99999")).toMatchObject({
      ok: false,
      refusal: { code: "stake_above_limit" },
    });
    await isUnchanged(player, bet, 9_999_000n);
    expect(await rows("select from pending_bet where player_id = $1", [player])).toEqual([]);
    await newPolicy(`rules || '{"referralMs": 0}'`);
  });

  it("where it belongs to someone else, or its player may no longer bet", async () => {
    const { player, event, bet } = await opened();
    expect(await edit(await makePlayer(0n), bet, [legOf(event)])).toEqual({
      ok: false,
      refusal: { code: "unknown_bet" },
    });
    const session = await makeSession(player);
    await rows("update session set revoked_at = now() where id = $1", [session]);
    const answer = await editBet(
      { playerId: player, sessionId: session },
      {
        betId: bet,
        value: 902n,
        idempotencyKey: crypto.randomUUID(),
        stake: "9",
        legs: [legOf(event, "away")],
        oddsChoice: "any",
      },
    );
    expect(answer).toMatchObject({ ok: false, refusal: { code: "player_barred" } });
    await isUnchanged(player, bet, 9_000n);
  });
});

describe("limits that the player has set", () => {
  const limited = async (kind: "stake" | "loss", amount: string) => {
    const player = await makePlayer(100_000n);
    const [event] = (await upcoming(1)) as [TestEvent];
    const session = await makeSession(player);
    const actor = { playerId: player, sessionId: session, currency: "EUR" as const };
    expect(await playerCommands.setLimitCommand(actor, { kind, period: "day", amount })).toMatchObject({
      ok: true,
    });
    return { player, event, bet: await place(player, [legOf(event)], "10") };
  };
  const used = async (player: string) => (await betLimitUse(player)).map((limit) => limit.used);

  it.each(["stake", "loss"] as const)("of %s count the money that is added, and no more", async (kind) => {
    const { player, event, bet } = await limited(kind, "12");
    const lost = kind === "loss" ? 1n : 0n;
    expect(await edit(player, bet, [legOf(event, "away")], "11.03")).toMatchObject({
      ok: false,
      refusal: { code: "limit_reached", limit: kind, left: 200n, maximumStake: 1_102n },
    });
    expect(await used(player)).toEqual([1_000n]);
    const done = await edit(player, bet, [legOf(event, "away")], "11.02");
    expect(done).toMatchObject({ ok: true, value: { stake: 1_102n } });
    expect(await used(player)).toEqual([1_200n]);
    // Used up: the value alone may still be edited.
    const again = await edit(player, done.ok ? done.value.editId : "", [legOf(event)]);
    expect(again).toMatchObject({ ok: true });
    expect(await used(player)).toEqual([1_200n]);
    const last = await edit(player, again.ok ? again.value.editId : "", [legOf(event)], "1");
    const paid = last.ok ? last.value.value - last.value.stake : 0n;
    expect(await used(player)).toEqual([1_200n - lost * paid]);
  });

  it("refuse what another bet has used up between decision and commit", async () => {
    const { player, event, bet } = await limited("stake", "20");
    const [other] = (await upcoming(1)) as [TestEvent];
    const answers = await Promise.all([
      edit(player, bet, [legOf(event, "away")], "18"),
      place(player, [legOf(other)], "9").catch(() => null),
    ]);
    expect(answers.filter((answer) => typeof answer === "string" || answer?.ok)).toHaveLength(1);
    expect((await used(player))[0]).toBeLessThanOrEqual(2_000n);
  });
});

describe("in play", () => {
  it("waits the delay, and is refused when a goal falls meanwhile", async () => {
    const player = await makePlayer(10_000n);
    const event = await pricedEvent("edit-live", { score: { phase: "first_half", clockSeconds: 600 } });
    const [other] = (await upcoming(1)) as [TestEvent];
    const bet = await place(player, [event.leg("1x2", "", "home")]);
    await newPolicy(`jsonb_set(rules, '{inPlayDelayMs,football}', '700')`);
    const started = performance.now();
    const waiting = edit(player, bet, [legOf(other)]);
    await sleep(250);
    await event.move({ goals: ["away"], score: { phase: "first_half", clockSeconds: 605 } });
    expect(await waiting).toMatchObject({ ok: false, refusal: { code: "offer_changed" } });
    expect(performance.now() - started).toBeGreaterThan(690);
    await isUnchanged(player, bet, 9_000n);
    // The new bet waits too, and the commit does not make it pending.
    const own = await place(player, [legOf(other)]);
    const again = performance.now();
    expect((await edit(player, own, [event.leg("1x2", "", "away")])).ok).toBe(true);
    expect(performance.now() - again).toBeGreaterThan(690);
    expect(await rows("select from pending_bet where player_id = $1", [player])).toEqual([]);
    await newPolicy(`jsonb_set(rules, '{inPlayDelayMs,football}', '0')`);
  });
});

describe("races", () => {
  const opened = async () => {
    const player = await makePlayer(10_000n);
    const [event, other] = (await upcoming(2)) as [TestEvent, TestEvent];
    return { player, event, other, bet: await place(player, [legOf(event)]) };
  };
  const betsOf = (player: string) =>
    rows<{ status: string; result: string | null }>(
      "select status, result from bet where player_id = $1 order by id",
      [player],
    );

  it("of one key sent twice, at once and later, make one edit", async () => {
    const { player, event, bet } = await opened();
    const input = {
      betId: bet,
      value: 902n,
      idempotencyKey: crypto.randomUUID(),
      stake: "9.02",
      legs: [legOf(event, "away")],
      oddsChoice: "any" as const,
    };
    const answers = await Promise.all([0, 1, 2, 3].map(() => editBet(at(player), input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ ok: true });
    await applyBook([{ eventId: event.eventId, suspend: "var" }]);
    expect(await editBet(at(player), input)).toEqual(answers[0]);
    expect(await editBet(at(player), { ...input, stake: "9" })).toEqual({
      ok: false,
      refusal: { code: "key_reused" },
    });
    expect(await betsOf(player)).toHaveLength(2);
  });

  it("of edits, cash-outs and their orders end the bet once", async () => {
    for (let round = 0; round < 4; round += 1) {
      const { player, event, other, bet } = await opened();
      await setAutoCashOut(player, { betId: bet, target: null, stop: 2_000n });
      const answers = await Promise.all([
        edit(player, bet, [legOf(event, "away")]),
        edit(player, bet, [legOf(other)]),
        cashOut(player, { betId: bet, idempotencyKey: crypto.randomUUID(), amount: 1n, part: 10_000 }),
        runCashOutOrders(),
      ]);
      const won = answers.filter((answer) => typeof answer === "object" && answer.ok).length;
      expect(won).toBeLessThanOrEqual(1);
      const [old, ...others] = await betsOf(player);
      expect(old).toEqual({ status: "settled", result: "cashed_out" });
      expect(others.length).toBeLessThanOrEqual(won);
    }
  });

  it("with settlement leave a settled bet, or an edited one whose place is taken", async () => {
    for (let round = 0; round < 6; round += 1) {
      const { player, event, other, bet } = await opened();
      const settling = sleep(round * 4).then(() => result(event, round % 2 ? "home" : "away"));
      const answer = await edit(player, bet, [legOf(other)]);
      await settling;
      while ((await settleMarket(event.marketId)) > 0);
      const bets = await betsOf(player);
      expect(bets).toHaveLength(answer.ok ? 2 : 1);
      expect(bets[0]?.result).toBe(answer.ok ? "cashed_out" : round % 2 ? "won" : "lost");
    }
  });

  it("of opposite edits on the same two matches do not stop each other", async () => {
    const [first, second, third] = (await upcoming(3)) as [TestEvent, TestEvent, TestEvent];
    const players = await Promise.all(Array.from({ length: 8 }, () => makePlayer(10_000n)));
    const [one, two] = [
      [legOf(first), legOf(second)],
      [legOf(third), legOf(second)],
    ] as [Legs, Legs];
    const bets = await Promise.all(players.map((player, n) => place(player, n % 2 ? one : two)));
    const answers = await Promise.all(
      players.map((player, n) => edit(player, bets[n] as string, n % 2 ? two : one)),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  });
});

it("a process that dies before its commit leaves the bet as it was, and the retry edits it", async () => {
  const player = await makePlayer(10_000n);
  const [event] = (await upcoming(1)) as [TestEvent];
  const bet = await place(player, [legOf(event)]);
  const idempotencyKey = crypto.randomUUID();
  const [{ version, policy } = { version: 0n, policy: 0 }] = await rows<{ version: bigint; policy: number }>(
    "select m.version, (select max(version) from betting_policy) as policy from market m where id = $1",
    [event.marketId],
  );
  const id = uuidv7(Date.now());
  const wanted = {
    id,
    player_id: player,
    edits: bet,
    kind: "single",
    currency: "EUR",
    stake: "902",
    odds: "40000",
    potential_return: "3608",
    odds_choice: "any",
    idempotency_key: idempotencyKey,
    input_hash: "00",
    decision: {},
    policy_version: policy,
    delay_ms: 0,
    ...{ outcome_stake_max: "100000", market_stake_max: "100000", event_stake_max: "100000" },
  };
  const leg = {
    ...{
      bet_number: 1,
      position: 0,
      event_id: event.eventId,
      market_id: event.marketId,
      outcome_key: "away",
    },
    ...{ odds: "40000", market_version: `${version}`, exposure_stake: "902", exposure_payout: "3608" },
  };
  const dying = new pg.Client({ connectionString: database().ownerUrl });
  dying.on("error", () => undefined);
  await dying.connect();
  await dying.query("begin");
  const answer = await dying.query(
    "select edit_bet($1, $2, $3, 0, $4, $5, $6, 902, '{}', $7::jsonb, $8::jsonb) as code",
    [
      player,
      bet,
      idempotencyKey,
      policy,
      [event.marketId],
      [version],
      JSON.stringify([wanted]),
      JSON.stringify([leg]),
    ],
  );
  expect(answer.rows).toEqual([{ code: "edited" }]);
  const waiting = edit(player, bet, [legOf(event, "away")], "9.02", { idempotencyKey });
  const [{ pid } = { pid: 0 }] = (await dying.query("select pg_backend_pid() as pid")).rows as {
    pid: number;
  }[];
  await database().asOwner("select pg_terminate_backend($1)", [pid]);
  expect(await waiting).toMatchObject({ ok: true, value: { stake: 902n } });
  expect(await rows("select from bet where player_id = $1", [player])).toHaveLength(2);
  expect(await rows("select from bet where id = $1", [id])).toEqual([]);
});

describe("no sure profit", () => {
  it("comes from editing to and fro: the value never exceeds what went in", async () => {
    const random = seededRandom("edits");
    const event = await pricedEvent("fro");
    const others = await upcoming(3);
    const choices = [
      ...["home", "draw", "away"].map((key) => event.leg("1x2", "", key)),
      ...["over", "under"].map((key) => event.leg("total", "total=2.5", key)),
      event.leg("draw_no_bet", "", "home"),
    ];
    for (let round = 0; round < 12; round += 1) {
      const player = await makePlayer(100_000n);
      let bet = await place(player, [choices[round % choices.length] as Legs[number]], "50");
      let put = 5_000n;
      for (let step = 0; step < 4; step += 1) {
        const one = random.pick(choices);
        const legs = [one, ...others.filter(() => random.float() < 0.4).map((other) => legOf(other))];
        const value = await worthOf(bet);
        expect(value).toBeLessThanOrEqual(put);
        const stake = 1_000n + BigInt(random.integer(6_000));
        const done = await edit(
          player,
          bet,
          legs,
          `${stake / 100n}.${String(stake % 100n).padStart(2, "0")}`,
        );
        if (!done.ok) throw new Error(done.refusal.code);
        put = stake;
        bet = done.value.editId;
        expect((await cash(player)) + (await worthOf(bet))).toBeLessThanOrEqual(100_000n);
      }
    }
  });
});

describe("a preview", () => {
  it("says what the edit then does", async () => {
    const player = await makePlayer(10_000n);
    const [first, second] = (await upcoming(2)) as [TestEvent, TestEvent];
    const bet = await place(player, [legOf(first)]);
    const legs = [legOf(first, "away"), legOf(second)];
    const preview = await previewEdit(at(player), { betId: bet, legs, stake: null });
    expect(preview).toMatchObject({
      ok: true,
      value: {
        value: 902n,
        lineStake: "9.02",
        stake: 902n,
        odds: 80_000n,
        potentialReturn: 7_216n,
        refusal: null,
        delayMs: 0,
        legs: [
          {
            odds: 40_000n,
            problem: null,
            outcomes: [
              { key: "home", odds: 20_000n },
              { key: "draw", odds: 35_000n },
              { key: "away", odds: 40_000n },
            ],
          },
          { odds: 20_000n, problem: null },
        ],
      },
    });
    expect(await edit(player, bet, legs)).toMatchObject({
      ok: true,
      value: { stake: 902n, potentialReturn: 7_216n },
    });
    expect(await previewEdit(at(player), { betId: bet, legs, stake: null })).toEqual({
      ok: false,
      refusal: { code: "bet_ended" },
    });
  });

  it("names each selection that cannot be bet on, and a stake that is refused", async () => {
    const player = await makePlayer(10_000n);
    const [first, second] = (await upcoming(2)) as [TestEvent, TestEvent];
    const bet = await place(player, [legOf(first)]);
    await applyBook([{ eventId: second.eventId, suspend: "var" }]);
    const shut = await previewEdit(at(player), {
      betId: bet,
      legs: [legOf(first), legOf(second)],
      stake: null,
    });
    expect(shut).toMatchObject({
      ok: true,
      value: {
        legs: [{ problem: null }, { problem: { code: "market_suspended", marketId: second.marketId } }],
        refusal: { code: "market_suspended" },
        odds: null,
      },
    });
    expect(await previewEdit(at(player), { betId: bet, legs: [legOf(first)], stake: "0.01" })).toMatchObject({
      ok: true,
      value: { refusal: { code: "stake_below_minimum" } },
    });
    await isUnchanged(player, bet, 9_000n);
  });
});

it("an event of the new bet that starts meanwhile refuses it", async () => {
  const player = await makePlayer(10_000n);
  const event = await makeEvent("edit-closed", { running: false });
  const [other] = (await upcoming(1)) as [TestEvent];
  const bet = await place(player, [legOf(other)]);
  await applyBook([{ eventId: event.eventId, status: 3 }]);
  expect(await edit(player, bet, [legOf(event)])).toMatchObject({
    ok: false,
    refusal: { code: "event_closed", eventId: event.eventId },
  });
  await isUnchanged(player, bet, 9_000n);
});
