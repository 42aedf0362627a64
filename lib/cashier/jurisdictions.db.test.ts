import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { uuidv7 } from "#lib/core/id.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { closeBus } from "#lib/platform/messaging/bus.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { checkGate, limitRules, playerCommands } from "#lib/players/index.ts";
import type { LimitKind, LimitPeriod } from "#lib/players/schema.ts";
import { makePlayer, makeStaff } from "#lib/players/testing/factory.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { seedPolicy } from "#lib/sportsbook/betting/index.ts";
import { deposit, depositOffer } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  process.env.DEMO_MODE = "true";
  database = await testDatabase();
  await seedPolicy();
});
afterAll(async () => {
  await closeBus();
  await database.drop();
});
afterEach(async () => {
  expect((await verifyInvariants()).filter((report) => report.violations.length > 0)).toEqual([]);
});

const newPlayer = async (
  country: string,
  { born = "1990-01-01", currency = "EUR" as "EUR" | "SEK" } = {},
) => {
  const playerId = await makePlayer(0n, currency);
  await ownerRows("update player set country = $2, birth_date = $3::date where id = $1", [
    playerId,
    country,
    born,
  ]);
  return playerContext(playerId, currency);
};
type Player = Awaited<ReturnType<typeof newPlayer>>;

const set = (
  player: Player,
  amount: string | null,
  kind: LimitKind = "deposit",
  period: LimitPeriod = "month",
) => playerCommands.setLimitCommand(player, { kind, period, amount });
const put = (player: Player, amount: string) =>
  deposit(player, { amount, idempotencyKey: crypto.randomUUID() });
const talk = async (player: Player, allowsLimit: boolean) => {
  const { staffId } = await makeStaff();
  await rows(
    "insert into player_interaction (id, player_id, kind, note, allows_limit, made_by) values ($1, $2, 'contact', 'x', $3, $4)",
    [uuidv7(), player.playerId, allowsLimit, staffId],
  );
};

describe("a ceiling of the law", () => {
  it.each([
    ["DE", "month", "1000", 100_000n],
    ["ES", "day", "600", 60_000n],
    ["ES", "week", "1500", 150_000n],
  ] as const)("of %s allows no higher limit in a %s than €%s", async (country, period, most, maximum) => {
    const player = await newPlayer(country);
    for (const kind of ["deposit", "net_deposit"] as const) {
      expect(await set(player, `${most}.01`, kind, period)).toEqual({
        ok: false,
        refusal: { code: "above_ceiling", maximum },
      });
      expect(await set(player, most, kind, period)).toMatchObject({ ok: true });
    }
  });

  it("applies in the periods for which the player has set none", async () => {
    const player = await newPlayer("DE");
    await set(player, "5000", "deposit", "day");
    expect(await put(player, "800")).toMatchObject({ ok: true });
    expect(await put(player, "300")).toMatchObject({
      refusal: { code: "limit_reached", period: "month", amount: 100_000n, left: 20_000n },
    });
    expect(await depositOffer(player)).toMatchObject({ limit: { period: "month", amount: 100_000n } });
  });

  it("is compared in the player's currency", async () => {
    const player = await newPlayer("DE", { currency: "SEK" });
    const refused = await set(player, "90000");
    expect(refused).toMatchObject({ refusal: { code: "above_ceiling" } });
    const { maximum } = (refused as { refusal: { maximum: bigint } }).refusal;
    expect(maximum).toBeGreaterThan(500_000n);
    expect(maximum).toBeLessThan(2_000_000n);
  });
});

describe("a limit that the law requires", () => {
  it("stops deposits and bets until it is set, and cannot be removed", async () => {
    const player = await newPlayer("SE");
    const { playerId } = player;
    expect(await put(player, "20")).toEqual({
      ok: false,
      refusal: { code: "limits_required", missing: ["deposit", "session"] },
    });
    await set(player, "100");
    expect(await put(player, "20")).toMatchObject({ refusal: { missing: ["session"] } });
    expect(await checkGate(playerId, "bet")).toEqual({ code: "play_stopped", reason: "limits_required" });
    await set(player, "120", "session", "day");
    expect(await limitRules(playerId)).toMatchObject({ missing: [] });
    expect(await put(player, "20")).toMatchObject({ ok: true });
    expect(await checkGate(playerId, "bet")).toBeNull();
    const required = { ok: false, refusal: { code: "limit_required" } };
    expect(await set(player, null)).toEqual(required);
    expect(await set(player, null, "session", "day")).toEqual(required);
    await set(player, "50", "deposit", "day");
    expect(await set(player, null)).toEqual({ ok: true, value: { applies: "later" } });
  });

  it("is not required elsewhere", async () => {
    const player = await newPlayer("MT");
    expect(await put(player, "20")).toMatchObject({ ok: true });
  });
});

describe("an amount that takes a conversation", () => {
  it.each([
    ["1990-01-01", 35_000n, "350"],
    ["2005-01-01", 15_000n, "150"],
  ])("is that of the age of who was born on %s", async (born, maximum, most) => {
    const player = await newPlayer("NL", { born });
    expect(await set(player, `${most}.01`)).toEqual({
      ok: false,
      refusal: { code: "contact_required", maximum },
    });
    expect(await set(player, most)).toMatchObject({ ok: true });
  });

  it("may be exceeded after a conversation that allows it, for thirty days", async () => {
    const player = await newPlayer("NL");
    await talk(player, false);
    expect(await set(player, "800")).toMatchObject({ refusal: { code: "contact_required" } });
    await talk(player, true);
    expect(await set(player, "800")).toMatchObject({ ok: true });
    await set(player, "120", "session", "day");
    await database.asOwner("update player_interaction set made_at = made_at - interval '31 days'");
    expect(await put(player, "700")).toMatchObject({ ok: true });
    await set(player, "300");
    expect(await set(player, "900")).toMatchObject({ refusal: { code: "contact_required" } });
  });

  it("is the most in a month where the player has set no limit for one", async () => {
    const player = await newPlayer("NL");
    await set(player, "1000", "deposit", "day");
    await set(player, "120", "session", "day");
    expect(await put(player, "351")).toMatchObject({
      refusal: { code: "limit_reached", period: "month", amount: 35_000n },
    });
  });

  it("is asked for again when a higher limit is confirmed, and the refusal changes nothing", async () => {
    const player = await newPlayer("NL");
    await set(player, "300");
    await talk(player, true);
    expect(await set(player, "800")).toEqual({ ok: true, value: { applies: "later" } });
    await database.asOwner("update player_interaction set made_at = made_at - interval '31 days'");
    await database.asOwner(
      "update player_limit set wanted_at = wanted_at - interval '8 days', ready_at = ready_at - interval '8 days'",
    );
    const input = { kind: "deposit", period: "month" } as const;
    expect(await playerCommands.confirmLimitCommand(player, input)).toMatchObject({
      refusal: { code: "contact_required" },
    });
    await talk(player, true);
    expect(await playerCommands.confirmLimitCommand(player, input)).toMatchObject({ ok: true });
  });
});
