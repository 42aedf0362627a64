import { describe, expect, it } from "vitest";
import { playerBalance } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { playerCommands } from "#lib/players/index.ts";
import { applyBook } from "#lib/sportsbook/markets/index.ts";
import { makePlayer, makeSession, threeWay } from "#lib/sportsbook/testing.ts";
import { priceCashOuts } from "../cash-out/offers.ts";
import { betOutcome, betView, placeBet, replayBet, resolveOverdueBets, type SlipInput } from "../index.ts";
import { at, DELAY_MS, elapse, finish, newEvent, receive, slip, testInPlay } from "../testing/in-play.ts";
import { expireFreeBets, freeBetsOf, grantFreeBet, withdrawFreeBet } from "./free-bets.ts";
import { bonusOf, give, statesOf } from "./testing/free-bets.ts";

testInPlay();

const cashOf = async (player: string) => (await playerBalance(player, "EUR")).balance;
const pass = (id: string) =>
  ownerRows("update free_bet set expires_at = clock_timestamp() - interval '1 ms' where id = $1", [id]);

/** Sends a bet of 10.00 with a free bet on matches that have not begun. */
const use = async (player: string, freeBet: string, overrides: Partial<SlipInput> = {}) => {
  const { marketId } = await newEvent(false);
  return placeBet(at(player), slip([marketId], { freeBet, ...overrides }));
};
const refusal = (reason: string, minimum: bigint | null = null) => ({
  ok: false,
  refusal: { code: "free_bet_unusable", reason, minimum },
});

describe("a bet with a free bet", () => {
  it("takes nothing from the player's cash, and can return its profit", async () => {
    const player = await makePlayer(500n);
    const freeBet = await give(player);
    const placed = await use(player, freeBet);
    expect(placed).toMatchObject({
      ok: true,
      value: { status: "accepted", stake: 1_000n, potentialReturn: 1_000n },
    });
    expect([await cashOf(player), await bonusOf(player)]).toEqual([500n, { balance: 0n, held: 0n }]);
    const id = placed.ok ? placed.value.id : "";
    expect(await betView(id)).toMatchObject({ freeBet: true, status: "open", potentialReturn: 1_000n });
    expect((await freeBetsOf(player))[0]).toMatchObject({ id: freeBet, state: "used", betId: id });
    expect((await replayBet(id)).map(({ same }) => same)).toEqual([true]);
    const [priced] = await priceCashOuts([id], player);
    expect(priced?.cashOut).toEqual({ betId: id, offer: null, reason: { code: "free_bet" } });
  });

  it("is placed by a player without any money", async () => {
    const player = await makePlayer(0n);
    expect((await use(player, await give(player))).ok).toBe(true);
  });

  it("is the same bet when it is sent again, and another one is refused", async () => {
    const player = await makePlayer(0n);
    const freeBet = await give(player);
    const { marketId } = await newEvent(false);
    const sent = slip([marketId], { freeBet });
    const first = await placeBet(at(player), sent);
    const again = await placeBet(at(player), sent);
    expect(again).toMatchObject({ ok: true, value: { id: first.ok && first.value.id, repeated: true } });
    expect(await use(player, freeBet)).toEqual(refusal("gone"));
    const { freeBet: _, ...withoutIt } = sent;
    expect(await placeBet(at(player), withoutIt)).toEqual({ ok: false, refusal: { code: "key_reused" } });
  });

  it("is one of many that are sent at once", async () => {
    const player = await makePlayer(50_000n);
    for (let round = 0; round < 5; round += 1) {
      const freeBet = await give(player);
      const answers = await Promise.all(Array.from({ length: 8 }, () => use(player, freeBet)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers) if (!answer.ok) expect(answer).toEqual(refusal("gone"));
    }
    expect(await cashOf(player)).toBe(50_000n);
  });

  it("is refused without the free bet of another player", async () => {
    const [owner, thief] = [await makePlayer(0n), await makePlayer(5_000n)];
    const freeBet = await give(owner);
    expect(await use(thief, freeBet)).toEqual(refusal("gone"));
    expect(await use(thief, crypto.randomUUID())).toEqual(refusal("gone"));
    expect(await statesOf(owner)).toEqual(["available"]);
  });

  it("keeps to what the free bet was granted for", async () => {
    const player = await makePlayer(5_000n);
    const [first, second] = [await newEvent(false), await newEvent(false)];
    const both = [first.marketId, second.marketId];
    const send = (freeBet: string, markets: string[], overrides: Partial<SlipInput> = {}) =>
      placeBet(at(player), slip(markets, { freeBet, ...overrides }));
    const single = await give(player, { kinds: ["single"], minOdds: 20_001n });
    expect(await send(single, both)).toEqual(refusal("kind"));
    expect(await send(single, [first.marketId])).toEqual(refusal("odds", 20_001n));
    expect(await send(await give(player, { sports: ["tennis"] }), both)).toEqual(refusal("sport"));
    const multiple = await give(player, { kinds: ["accumulator"], minOdds: 40_000n, sports: ["football"] });
    expect(await send(multiple, [first.marketId])).toEqual(refusal("kind"));
    expect(await send(multiple, both, { stake: "9.99" })).toEqual(refusal("stake"));
    expect(await send(multiple, both, { stake: "5", system: { sizes: [1], bankers: [] } })).toEqual(
      refusal("system"),
    );
    expect(await send(multiple, both)).toMatchObject({ ok: true, value: { potentialReturn: 3_000n } });
  });

  it("does not count towards a limit that the player has set", async () => {
    const player = await makePlayer(5_000n);
    const actor = { playerId: player, sessionId: await makeSession(player), currency: "EUR" as const };
    const limited = await playerCommands.setLimitCommand(actor, {
      kind: "stake",
      period: "day",
      amount: "10",
    });
    expect(limited.ok).toBe(true);
    expect((await use(player, await give(player))).ok).toBe(true);
    const { marketId } = await newEvent(false);
    expect((await placeBet(at(player), slip([marketId]))).ok).toBe(true);
    expect((await use(player, await give(player))).ok).toBe(true);
    const another = slip([(await newEvent(false)).marketId], { stake: "1" });
    expect(await placeBet(at(player), another)).toMatchObject({
      ok: false,
      refusal: { code: "limit_reached" },
    });
  });
});

describe("the end of a free bet", () => {
  it("comes with the moment of its expiry, whatever was decided before", async () => {
    const player = await makePlayer(0n);
    const freeBet = await give(player);
    await pass(freeBet);
    expect(await use(player, freeBet)).toEqual(refusal("expired"));
    expect((await freeBetsOf(player))[0]).toMatchObject({ state: "expired" });
    expect(await freeBetsOf(player, "available")).toEqual([]);
    expect(await Promise.all([expireFreeBets(), expireFreeBets(), expireFreeBets()])).toContain(1);
    expect([await statesOf(player), await bonusOf(player)]).toEqual([["expired"], { balance: 0n, held: 0n }]);
  });

  it("and a bet at that very moment are either one or the other", async () => {
    for (let round = 0; round < 10; round += 1) {
      const player = await makePlayer(0n);
      const freeBet = await give(player);
      const { marketId } = await newEvent(false);
      await ownerRows(
        "update free_bet set expires_at = clock_timestamp() + $2 * interval '1 ms' where id = $1",
        [freeBet, round * 2],
      );
      const [placed] = await Promise.all([
        placeBet(at(player), slip([marketId], { freeBet })),
        expireFreeBets(),
        expireFreeBets(),
      ]);
      if (!placed.ok) expect(placed.refusal).toMatchObject({ code: "free_bet_unusable" });
      await pass(freeBet);
      await expireFreeBets();
      expect(await statesOf(player)).toEqual([placed.ok ? "used" : "expired"]);
    }
  });

  it("by staff is once, and not of a used one", async () => {
    const player = await makePlayer(0n);
    const [first, second] = [await give(player), await give(player)];
    const taken = await Promise.all(
      [1, 2, 3].map(() => transaction((client) => withdrawFreeBet(first, client))),
    );
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    await use(player, second);
    expect(await transaction((client) => withdrawFreeBet(second, client))).toEqual({
      ok: false,
      refusal: { code: "free_bet_ended" },
    });
    expect(await statesOf(player)).toEqual(["withdrawn", "used"]);
    expect(
      await rows(
        `select sum(e.amount)::text as spent from ledger_entry e join ledger_account a on a.id = e.account_id
          join ledger_transfer t on t.id = e.transfer_id join ledger_transfer g on g.reference = t.reference and g.code = 'free_bet_granted'
         where a.kind = 'promotions_expense' and t.reference = any($1)`,
        [[`free_bet:${first}`, `free_bet:${second}`]],
      ),
    ).toEqual([{ spent: "-1000" }]);
  });
});

describe("a free bet on a running match", () => {
  it("is set aside during the delay and stands though it expires meanwhile", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(0n);
    const freeBet = await give(player);
    const pending = await receive(player, slip([marketId], { freeBet }));
    expect(await bonusOf(player)).toEqual({ balance: 1_000n, held: 1_000n });
    expect(await use(player, freeBet)).toEqual(refusal("gone"));
    await pass(freeBet);
    expect(await expireFreeBets()).toBe(0);
    expect(await finish(player, pending.id)).toMatchObject({ ok: true, value: { status: "accepted" } });
    expect([await bonusOf(player), await statesOf(player)]).toEqual([{ balance: 0n, held: 0n }, ["used"]]);
  });

  it("is there again when the bet is refused, by whichever process ends it", async () => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(0n);
    const freeBet = await give(player);
    const { id } = await receive(player, slip([marketId], { freeBet }));
    await applyBook([{ eventId, markets: [threeWay(eventId, [19_000n, 35_000n, 40_000n])] }]);
    await elapse([id], DELAY_MS + 5_000);
    await Promise.all([resolveOverdueBets(1_000), resolveOverdueBets(1_000), resolveOverdueBets(1_000)]);
    expect(await betOutcome(player, id)).toMatchObject({ ok: false, refusal: { code: "odds_changed" } });
    expect([await bonusOf(player), await statesOf(player)]).toEqual([
      { balance: 1_000n, held: 0n },
      ["available"],
    ]);
    expect((await use(player, freeBet)).ok).toBe(true);
  });
});

it("grants nothing to nobody, and no amount that is none", async () => {
  const player = await makePlayer(0n);
  const grant = (playerId: string, amount: string, sports: string[] = []) =>
    transaction((client) =>
      grantFreeBet({ playerId, amount, days: 7, sports, kinds: [], reason: "goodwill" }, player, client),
    );
  expect(await grant(crypto.randomUUID(), "10")).toEqual({ ok: false, refusal: { code: "unknown_player" } });
  for (const amount of ["0", "-1", "1.001", "ten"])
    expect(await grant(player, amount)).toEqual({ ok: false, refusal: { code: "amount_invalid" } });
  expect(await grant(player, "10", ["curling"])).toEqual({ ok: false, refusal: { code: "unknown_sport" } });
  expect(await bonusOf(player)).toEqual({ balance: 0n, held: 0n });
});
