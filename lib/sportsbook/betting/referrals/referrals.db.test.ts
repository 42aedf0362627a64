import { beforeAll, describe, expect, it } from "vitest";
import { playerContext } from "#lib/platform/commands/context.ts";
import { relayRound } from "#lib/platform/messaging/relay.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { playerEvents } from "#lib/players/events.ts";
import { playerCommands } from "#lib/players/index.ts";
import { applyBook, setSuspension } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, makeStaff, threeWay } from "#lib/sportsbook/testing.ts";
import { bettingEvents } from "../events.ts";
import { exclusionSubscriber } from "../exclusion-subscriber.ts";
import {
  betOutcome,
  bettingCommands,
  betView,
  placeBet,
  referralQueue,
  referralsWaiting,
  resolveOverdueBets,
  resolvePendingBet,
  type SlipInput,
} from "../index.ts";
import {
  at,
  balance,
  DELAY_MS,
  elapse,
  newEvent,
  newPolicy,
  receive,
  slip,
  testInPlay,
} from "../testing/in-play.ts";

const { answerReferralCommand, offerReferralCommand, ruleReferralCommand } = bettingCommands;

testInPlay();

const REFERRAL_MS = 60_000;
type Staff = { staffId: string; sessionId: string };
let trader: Staff;
let other: Staff;
beforeAll(async () => {
  // Stakes above 10.00 are referred.
  await newPolicy(
    `jsonb_set(rules || '{"referralMs": ${REFERRAL_MS}}', '{currencies,EUR,stakeMax}', '"1000"')`,
  );
  [trader, other] = [await makeStaff(), await makeStaff()];
});

/** A bet of 20.00 on a match that has not begun, with the traders. */
const refer = async (overrides: Partial<SlipInput> = {}, running = false) => {
  const event = await newEvent(running);
  const player = await makePlayer(5_000n);
  const bet = await receive(player, slip([event.marketId], { stake: "20.00", ...overrides }));
  return { ...event, player, id: bet.id, bet };
};

const rule = (betId: string, accept: boolean, by = trader) => ruleReferralCommand(by, { betId, accept });
const offer = (betId: string, stake: string, odds: bigint | null = null) =>
  offerReferralCommand(trader, { betId, stake, odds });
const answer = (player: string, betId: string, accept: boolean) =>
  answerReferralCommand(playerContext(player, "EUR"), { betId, accept });

/** The end of a bet, whichever process carries it out. */
const ended = async (player: string, id: string) => {
  expect(await resolvePendingBet(id)).toBe(0);
  return betOutcome(player, id);
};

const staked = (player: string) =>
  rows<{ stake: bigint }>("select stake from player_stake where player_id = $1", [player]);

describe("a bet over a limit", () => {
  it("is referred, its stake held, with the limit, the price and the exposure in the traders' queue", async () => {
    const before = await referralsWaiting();
    const { player, id, bet, marketId } = await refer();
    expect(bet).toMatchObject({ reason: "referral", offer: null, stake: 2_000n, delayMs: REFERRAL_MS });
    expect(await balance(player)).toMatchObject({ held: 2_000n, available: 3_000n });
    expect(await referralsWaiting()).toBe(before + 1);
    const queued = (await referralQueue()).find((each) => each.id === id);
    expect(queued).toMatchObject({
      playerId: player,
      stake: 2_000n,
      lines: 1,
      limit: { code: "stake_above_limit", maximumStake: 1_000n },
      offer: null,
      legs: [{ marketId, outcomeKey: "home", odds: 20_000n, oddsNow: 20_000n, running: false, result: 0n }],
    });
    expect(queued?.remainingMs).toBeGreaterThan(REFERRAL_MS - 10_000);
    await rule(id, false);
    await ended(player, id);
  });

  it("waits for nobody where the player or the payout limit says no", async () => {
    const { marketId } = await newEvent(false);
    const player = await makePlayer(5_000n);
    expect(await placeBet(at(player), slip([marketId], { stake: "60.00" }))).toMatchObject({
      ok: false,
      refusal: { code: "stake_above_limit", maximum: 1_000n },
    });
    const rich = await makePlayer(100_000_000_000n);
    expect(await placeBet(at(rich), slip([marketId], { stake: "900000000.00" }))).toMatchObject({
      ok: false,
      refusal: { code: "stake_above_limit" },
    });
    expect((await referralQueue()).filter(({ playerId }) => [player, rich].includes(playerId))).toEqual([]);
  });

  it("within the limits is accepted at once", async () => {
    const { marketId } = await newEvent(false);
    const player = await makePlayer(5_000n);
    expect(await placeBet(at(player), slip([marketId]))).toMatchObject({ value: { status: "accepted" } });
  });
});

describe("a trader", () => {
  it("accepts it as it is, audited, although the limit stands", async () => {
    const { player, id } = await refer();
    expect(await rule(id, true)).toEqual({ ok: true, value: null });
    expect(await ended(player, id)).toMatchObject({
      ok: true,
      value: { status: "accepted", id, stake: 2_000n, odds: 20_000n },
    });
    expect(await balance(player)).toMatchObject({ balance: 3_000n, held: 0n });
    expect(await rows("select action, after from audit_entry where subject = $1", [`bet:${id}`])).toEqual([
      expect.objectContaining({ action: "bet.rule_referral", after: { ruling: "accepted" } }),
    ]);
    expect(await rule(id, false, other)).toEqual({ ok: false, refusal: { code: "referral_ended" } });
  });

  it("refuses it: the stake is back, and the largest stake within the limits is named", async () => {
    const { player, id } = await refer();
    await rule(id, false);
    expect(await ended(player, id)).toEqual({
      ok: false,
      refusal: { code: "referral_refused", maximumStake: 1_000n },
    });
    expect(await balance(player)).toMatchObject({ balance: 5_000n, held: 0n });
    expect(await staked(player)).toEqual([{ stake: 0n }]);
  });

  it("who is too late changes nothing: the bet timed out", async () => {
    const { player, id } = await refer();
    await elapse([id], REFERRAL_MS);
    expect(await rule(id, true)).toEqual({ ok: false, refusal: { code: "referral_ended" } });
    expect(await offer(id, "5.00")).toEqual({ ok: false, refusal: { code: "referral_ended" } });
    expect(await ended(player, id)).toEqual({
      ok: false,
      refusal: { code: "referral_timed_out", maximumStake: 1_000n },
    });
    expect(await balance(player)).toMatchObject({ balance: 5_000n, held: 0n });
  });

  it("accepts no bet whose price, market or player has changed", async () => {
    const moved = await refer();
    await applyBook([
      { eventId: moved.eventId, markets: [threeWay(moved.eventId, [19_000n, 35_000n, 40_000n])] },
    ]);
    await rule(moved.id, true);
    expect(await ended(moved.player, moved.id)).toMatchObject({ refusal: { code: "odds_changed" } });

    const stopped = await refer();
    await setSuspension({
      where: { scope: "event", id: stopped.eventId },
      source: "feed",
      on: true,
      reason: "goal",
    });
    await rule(stopped.id, true);
    expect(await ended(stopped.player, stopped.id)).toMatchObject({ refusal: { code: "market_suspended" } });

    const excluded = await refer();
    await playerCommands.takeTimeOut(playerContext(excluded.player, "EUR"), { hours: 24 });
    await rule(excluded.id, true);
    expect(await ended(excluded.player, excluded.id)).toMatchObject({
      refusal: { code: "player_barred", reason: "excluded" },
    });
    for (const { player } of [moved, stopped, excluded])
      expect(await balance(player)).toMatchObject({ balance: 5_000n, held: 0n });
  });

  it("need not answer a player who excludes himself: the stake is back at once", async () => {
    const { player, id } = await refer();
    await playerCommands.takeTimeOut(playerContext(player, "EUR"), { hours: 24 });
    await relayRound({ events: [...playerEvents, ...bettingEvents], subscribers: [exclusionSubscriber] })();
    expect(await betOutcome(player, id)).toMatchObject({ refusal: { code: "player_barred" } });
    expect(await rule(id, true)).toEqual({ ok: false, refusal: { code: "referral_ended" } });
    expect(await balance(player)).toMatchObject({ balance: 5_000n, held: 0n });
  });
});

describe("an offer", () => {
  it("of a lower stake and odds is what the player gets, and the rest of the hold is released", async () => {
    const { player, id } = await refer();
    expect(await offer(id, "12.50", 19_000n)).toEqual({ ok: true, value: null });
    expect(await betOutcome(player, id)).toMatchObject({
      value: { status: "pending", offer: { stake: "12.50", odds: 19_000n } },
    });
    expect(await offer(id, "5.00")).toEqual({ ok: false, refusal: { code: "offer_stands" } });
    expect(await answer(player, id, true)).toEqual({ ok: true, value: null });
    expect(await ended(player, id)).toMatchObject({
      value: { status: "accepted", stake: 1_250n, odds: 19_000n, potentialReturn: 2_375n },
    });
    expect(await balance(player)).toMatchObject({ balance: 3_750n, held: 0n });
    expect(await staked(player)).toEqual([{ stake: 1_250n }]);
  });

  it("of a stake for a double keeps its odds, and its combination carries the lower payout", async () => {
    const [one, two] = [await newEvent(false), await newEvent(false)];
    const player = await makePlayer(5_000n);
    const { id } = await receive(player, slip([one.marketId, two.marketId], { stake: "20.00" }));
    expect(await offer(id, "8.00", 19_000n)).toEqual({ ok: false, refusal: { code: "offer_invalid" } });
    await offer(id, "8.00");
    await answer(player, id, true);
    expect(await ended(player, id)).toMatchObject({ value: { stake: 800n, odds: 40_000n } });
    const bet = await betView(id);
    expect(bet).toMatchObject({ potentialReturn: 3_200n });
  });

  it("at lower odds does not outlive a market that falls below them", async () => {
    const { player, id, eventId } = await refer();
    await offer(id, "20.00", 19_000n);
    await applyBook([{ eventId, markets: [threeWay(eventId, [18_000n, 35_000n, 40_000n])] }]);
    await answer(player, id, true);
    expect(await ended(player, id)).toMatchObject({
      refusal: { code: "odds_changed", legs: [{ was: 19_000n, now: 18_000n }] },
    });
    expect(await balance(player)).toMatchObject({ balance: 5_000n, held: 0n });
  });

  it("that is declined, or not answered, returns the stake", async () => {
    const declined = await refer();
    await offer(declined.id, "5.00");
    await answer(declined.player, declined.id, false);
    expect(await ended(declined.player, declined.id)).toMatchObject({
      refusal: { code: "referral_declined", maximumStake: 1_000n },
    });

    const silent = await refer();
    await offer(silent.id, "5.00");
    await elapse([silent.id], REFERRAL_MS);
    expect(await answer(silent.player, silent.id, true)).toEqual({
      ok: false,
      refusal: { code: "referral_ended" },
    });
    expect(await ended(silent.player, silent.id)).toMatchObject({ refusal: { code: "referral_timed_out" } });
  });

  it("gives the player time to answer, and is answered by nobody else", async () => {
    const { player, id } = await refer();
    await elapse([id], REFERRAL_MS - 2_000);
    await offer(id, "5.00");
    const outcome = await betOutcome(player, id);
    expect(outcome?.ok && outcome.value.status === "pending" && outcome.value.remainingMs).toBeGreaterThan(
      15_000,
    );
    expect(await answer(await makePlayer(0n), id, true)).toEqual({
      ok: false,
      refusal: { code: "unknown_bet" },
    });
    await answer(player, id, false);
    await ended(player, id);
  });

  it.each([
    ["more than was asked for", "20.01", null],
    ["the same", "20.00", null],
    ["no amount", "x", null],
    ["nothing", "0", null],
    ["higher odds", "20.00", 21_000n],
    ["odds below one", "20.00", 10_000n],
  ])("is none: %s", async (_name, stake, odds) => {
    const { player, id } = await refer();
    expect(await offer(id, stake, odds)).toEqual({ ok: false, refusal: { code: "offer_invalid" } });
    expect(await answer(player, id, true)).toEqual({ ok: false, refusal: { code: "no_offer" } });
    await rule(id, false);
    await ended(player, id);
  });
});

describe("races end in one way", () => {
  it.each([1, 2, 3])("two traders at once (%i)", async () => {
    const { player, id } = await refer();
    const [yes, no] = await Promise.all([rule(id, true), rule(id, false, other)]);
    expect([yes.ok, no.ok].filter(Boolean)).toHaveLength(1);
    const outcome = await ended(player, id);
    expect(outcome?.ok).toBe(yes.ok);
    expect(await balance(player)).toMatchObject({ balance: yes.ok ? 3_000n : 5_000n, held: 0n });
  });

  it.each([1, 2, 3])("the trader accepts while the player declines (%i)", async () => {
    const { player, id } = await refer();
    await offer(id, "5.00");
    const [accepted, declined] = await Promise.all([rule(id, true), answer(player, id, false)]);
    expect([accepted.ok, declined.ok].filter(Boolean)).toHaveLength(1);
    expect((await ended(player, id))?.ok).toBe(accepted.ok);
  });

  it.each([0, 5, 15])("the trader accepts as the time runs out (%i ms)", async (leftMs) => {
    const { player, id } = await refer();
    await elapse([id], REFERRAL_MS - leftMs);
    const [accepted] = await Promise.all([
      rule(id, true),
      resolvePendingBet(id),
      resolveOverdueBets(0),
      resolvePendingBet(id),
    ]);
    const outcome = await ended(player, id);
    expect(outcome?.ok).toBe(accepted.ok);
    expect(await balance(player)).toMatchObject({ balance: accepted.ok ? 3_000n : 5_000n, held: 0n });
  });

  it("a process that dies after the ruling leaves the bet to the sweep", async () => {
    const { player, id } = await refer();
    await rows("select rule_referral($1, $2, null, 'accepted', null, 0)", [id, trader.staffId]);
    expect(await betOutcome(player, id)).toMatchObject({ value: { status: "pending" } });
    expect(await resolveOverdueBets(0)).toBe(1);
    expect(await betOutcome(player, id)).toMatchObject({ value: { status: "accepted" } });
  });
});

describe("in play", () => {
  it("no ruling shortens the delay since the receipt", async () => {
    const { player, id } = await refer({}, true);
    await rule(id, true);
    const leftMs = await resolvePendingBet(id);
    expect(leftMs).toBeGreaterThan(DELAY_MS - 10_000);
    await elapse([id], leftMs);
    expect(await ended(player, id)).toMatchObject({ value: { status: "accepted" } });
  });

  it("an offer that is accepted waits the delay again: the player has seen the match since", async () => {
    const { player, id } = await refer({}, true);
    await elapse([id], DELAY_MS + 5_000);
    await offer(id, "5.00");
    await answer(player, id, true);
    const leftMs = await resolvePendingBet(id);
    expect(leftMs).toBeGreaterThan(DELAY_MS - 10_000);
    await elapse([id], leftMs);
    expect(await ended(player, id)).toMatchObject({ value: { status: "accepted", stake: 500n } });
  });
});
