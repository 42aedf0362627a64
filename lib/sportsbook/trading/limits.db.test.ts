import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#lib/audit/index.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { placeBet, refusalsWritten, replayBet, seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { makeNextEvent, makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { tradingCommands } from "./index.ts";

const { setMarketLimits, setEventLimits, setMargin } = tradingCommands;

let database: TestDatabase;
let trader: { staffId: string; sessionId: string };
beforeAll(async () => {
  database = await testDatabase();
  await seedPolicy({ inPlayDelayMs: 0 });
  trader = await makeStaff();
});
afterAll(async () => {
  await refusalsWritten();
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyAudit()).broken).toEqual([]);
  expect((await verifyInvariants()).filter(({ violations }) => violations.length > 0)).toEqual([]);
});

const bet = (playerId: string, marketIds: string[], stake: string, outcomeKey = "home") =>
  placeBet(
    { playerId, sessionId: null },
    {
      idempotencyKey: crypto.randomUUID(),
      stake,
      legs: marketIds.map((marketId) => ({ marketId, outcomeKey, odds: 20_000n })),
      oddsChoice: "any",
    },
  );

const codeOf = (answer: Awaited<ReturnType<typeof bet>>) => (answer.ok ? "accepted" : answer.refusal.code);

const limit = (marketId: string, stakeMax: bigint | null, payoutMax: bigint | null = null, version = 0) =>
  setMarketLimits(trader, { marketId, stakeMax, payoutMax, version });

const stakeFactor = (playerId: string, basisPoints: number) =>
  database.asOwner("update player set stake_factor_bp = $2 where id = $1", [playerId, basisPoints]);

describe("a trader's limit of a market", () => {
  it("is the most a player may stake on an outcome, at once and by several bets, and is audited", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(1_000_000n);
    expect(await limit(marketId, 5_000n)).toEqual({ ok: true, value: { version: 1 } });
    expect(await bet(player, [marketId], "50.01")).toMatchObject({
      ok: false,
      refusal: { code: "stake_above_limit", maximum: 5_000n },
    });
    expect(codeOf(await bet(player, [marketId], "30.00"))).toBe("accepted");
    expect(await bet(player, [marketId], "20.01")).toMatchObject({
      ok: false,
      refusal: { code: "player_limit", scope: "outcome", staked: 3_000n, maximumStake: 2_000n },
    });
    expect(codeOf(await bet(player, [marketId], "20.00"))).toBe("accepted");
    const [entry] = await rows<{ action: string; before: object; after: object }>(
      "select action, before, after from audit_entry where subject = $1",
      [`market:${marketId}`],
    );
    expect(entry).toMatchObject({
      action: "market.set_limits",
      before: { stakeMax: null, payoutMax: null },
      after: { stakeMax: "5000", payoutMax: null },
    });
  });

  it("is multiplied by the player's factor, and never wider than the policy's", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(10n ** 9n);
    await stakeFactor(player, 1_000);
    await limit(marketId, 5_000n);
    expect(await bet(player, [marketId], "6.00")).toMatchObject({ refusal: { maximum: 500n } });
    await limit(marketId, 999_999_999_999n, null, 1);
    const wide = await bet(player, [marketId], "9000000.00");
    expect(wide).toMatchObject({ refusal: { code: "stake_above_limit" } });
    expect(!wide.ok && "maximum" in wide.refusal && wide.refusal.maximum < 10n ** 8n).toBe(true);
  });

  it("caps the return of a bet with a leg there, and leaves other markets alone", async () => {
    const [one, two] = [await makeNextEvent(), await makeNextEvent()];
    const player = await makePlayer(1_000_000n);
    await limit(one.marketId, null, 10_000n);
    expect(await bet(player, [one.marketId, two.marketId], "25.01")).toMatchObject({
      ok: false,
      refusal: { code: "payout_above_limit", maximum: 10_000n, maximumStake: 2_500n },
    });
    expect(codeOf(await bet(player, [one.marketId, two.marketId], "25.00"))).toBe("accepted");
    expect(codeOf(await bet(player, [two.marketId], "100.00"))).toBe("accepted");
  });

  it("keeps what else is set, and is refused to a trader who saw older settings", async () => {
    const { marketId } = await makeNextEvent();
    await setMargin(trader, { marketId, margin: { method: "power", overroundBp: 10_700 }, version: 0 });
    expect(await limit(marketId, 5_000n)).toEqual({ ok: false, refusal: { code: "control_changed" } });
    expect(await limit(marketId, 5_000n, null, 1)).toMatchObject({ ok: true });
    expect(
      await rows(
        "select method, stake_max as stake, payout_max as payout from market_control where market_id = $1",
        [marketId],
      ),
    ).toEqual([{ method: "power", stake: 5_000n, payout: null }]);
  });

  it("decides a recorded bet again as it was decided", async () => {
    const { marketId } = await makeNextEvent();
    const player = await makePlayer(1_000_000n);
    await limit(marketId, 5_000n, 20_000n);
    const made = await bet(player, [marketId], "50.00");
    const id = made.ok ? made.value.id : "";
    await limit(marketId, 100n, null, 1);
    expect((await replayBet(id)).every(({ same }) => same)).toBe(true);
  });
});

describe("a trader's limit of an event", () => {
  it("applies to each of its markets, the lower of it and the market's own", async () => {
    const { eventId, marketId } = await makeNextEvent();
    const player = await makePlayer(1_000_000n);
    const set = (stakeMax: bigint | null, version: number) =>
      setEventLimits(trader, { eventId, stakeMax, payoutMax: null, version });
    expect(await set(2_000n, 0)).toEqual({ ok: true, value: { version: 1 } });
    expect(await set(3_000n, 0)).toEqual({ ok: false, refusal: { code: "control_changed" } });
    expect(await bet(player, [marketId], "50.00")).toMatchObject({ refusal: { maximum: 2_000n } });
    await limit(marketId, 1_000n);
    expect(await bet(player, [marketId], "50.00")).toMatchObject({ refusal: { maximum: 1_000n } });
    await limit(marketId, 4_000n, null, 1);
    expect(await bet(player, [marketId], "50.00")).toMatchObject({ refusal: { maximum: 2_000n } });
    expect(await set(null, 1)).toMatchObject({ ok: true });
    expect(await bet(player, [marketId], "50.00")).toMatchObject({ refusal: { maximum: 4_000n } });
    expect(
      await setEventLimits(trader, { eventId: "none", stakeMax: null, payoutMax: null, version: 0 }),
    ).toEqual({
      ok: false,
      refusal: { code: "unknown_event" },
    });
  });
});

describe("under a race", () => {
  it("a player's bets at the same time never exceed it together", async () => {
    const { marketId } = await makeNextEvent();
    await limit(marketId, 5_000n);
    for (let round = 0; round < 4; round += 1) {
      const player = await makePlayer(1_000_000n);
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => bet(player, [marketId], "20.00").then(codeOf)),
      );
      expect(answers.filter((code) => code === "accepted")).toHaveLength(2);
      expect(new Set(answers)).toEqual(new Set(["accepted", "player_limit"]));
    }
  });

  it.each([
    ["market", ({ marketId }: { marketId: string }) => limit(marketId, 500n)],
    [
      "event",
      ({ eventId }: { eventId: string }) =>
        setEventLimits(trader, { eventId, stakeMax: 500n, payoutMax: null, version: 0 }),
    ],
  ])(
    "no bet beyond the limit of the %s is accepted once it is set, whenever it was decided",
    async (_, set) => {
      for (let round = 0; round < 3; round += 1) {
        const made = await makeNextEvent();
        const { marketId } = made;
        let over = false;
        const storm = async () => {
          const codes: string[] = [];
          while (!over) codes.push(codeOf(await bet(await makePlayer(100_000n), [marketId], "10.00")));
          return codes;
        };
        const storms = [storm(), storm(), storm(), storm()];
        while (true) {
          const [{ count = 0n } = {}] = await rows<{ count: bigint }>(
            "select count(*) from bet_leg where market_id = $1",
            [marketId],
          );
          if (count >= 4n) break;
        }
        expect(await set(made)).toMatchObject({ ok: true });
        const [{ at } = {}] = await rows<{ at: Date }>("select clock_timestamp() as at", []);
        over = true;
        const codes = (await Promise.all(storms)).flat();
        expect(codes).toContain("accepted");
        expect(codeOf(await bet(await makePlayer(100_000n), [marketId], "10.00"))).toBe("stake_above_limit");
        expect(
          await rows(
            "select b.id from bet b join bet_leg l on l.bet_id = b.id where l.market_id = $1 and b.placed_at > $2",
            [marketId, at],
          ),
        ).toEqual([]);
      }
    },
  );
});
