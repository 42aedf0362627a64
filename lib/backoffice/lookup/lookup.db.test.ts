import { describe, expect, it } from "vitest";
import type { StaffRole } from "#lib/platform/permission.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { makePlayer, makeStaff } from "#lib/sportsbook/testing.ts";
import { lookupQuery, suspend } from "../commands/index.ts";
import { newEvent, placed, testDesk } from "../testing/desk.ts";

const desk = testDesk();

const staffWith = async (role: StaffRole) => {
  const staff = await makeStaff();
  await desk.database.asOwner("delete from staff_role where staff_id = $1", [staff.staffId]);
  await desk.database.asOwner("insert into staff_role (staff_id, role) values ($1, $2)", [
    staff.staffId,
    role,
  ]);
  return staff;
};

const find = async (staff: { staffId: string; sessionId: string }, text: string) => {
  const answer = await lookupQuery(staff, { text });
  if (!answer.ok) throw new Error("the lookup was refused");
  return answer.value;
};

describe("looking something up", () => {
  it("finds an event by its id, with whether staff suspended it", async () => {
    const { eventId } = await newEvent();
    const trader = await staffWith("trader");
    expect((await find(trader, eventId)).events).toMatchObject([
      { id: eventId, name: "Home – Away", status: 1, suspended: false },
    ]);
    await suspend(desk.staff, { where: { scope: "event", id: eventId }, reason: "technical" });
    expect((await find(trader, ` ${eventId} `)).events).toMatchObject([{ id: eventId, suspended: true }]);
    expect((await find(trader, "home")).events.some(({ name }) => name === "Home – Away")).toBe(true);
  });

  it("finds a player by a part of the address, the name, or the id's beginning or end", async () => {
    const player = await makePlayer(1_000n);
    const [{ email = "" } = {}] = await rows<{ email: string }>("select email from player where id = $1", [
      player,
    ]);
    const support = await staffWith("support");
    for (const text of [email.slice(2, 24).toUpperCase(), player, player.slice(0, 23), player.slice(-12)])
      expect((await find(support, text)).players.map(({ id }) => id)).toContain(player);
    expect((await find(support, "%")).players).toEqual([]);
  });

  it("finds a bet by its whole id and by the reference on its receipt", async () => {
    const { marketId } = await newEvent();
    const player = await makePlayer(10_000n);
    const bet = await placed(player, [marketId]);
    const trader = await staffWith("trader");
    for (const text of [bet, bet.toUpperCase(), bet.slice(-12)])
      expect((await find(trader, text)).bets).toMatchObject([
        { id: bet, event: "Home – Away", status: "open" },
      ]);
    expect((await find(trader, bet.slice(0, 12))).bets).toEqual([]);
  });

  it.each<[StaffRole, (keyof Awaited<ReturnType<typeof find>>)[]]>([
    ["administrator", ["events", "players", "bets"]],
    ["trader", ["events", "bets"]],
    ["settlement", ["events", "bets"]],
    ["support", ["players", "bets"]],
    ["risk", ["events", "players", "bets"]],
    ["auditor", ["events", "players", "bets"]],
  ])("shows %s nothing of a kind that they may not read", async (role, kinds) => {
    const { eventId, marketId } = await newEvent();
    const player = await makePlayer(10_000n);
    const bet = await placed(player, [marketId]);
    const staff = await staffWith(role);
    const found = {
      events: (await find(staff, eventId)).events.length,
      players: (await find(staff, player)).players.length,
      bets: (await find(staff, bet)).bets.length,
    };
    expect(
      Object.entries(found)
        .filter(([, count]) => count > 0)
        .map(([kind]) => kind),
    ).toEqual(kinds);
  });

  it("finds nothing for an empty text", async () => {
    expect(await find(desk.staff, "  ")).toEqual({ events: [], competitions: [], players: [], bets: [] });
  });
});
