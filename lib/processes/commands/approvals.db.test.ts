import { afterAll, beforeAll, expect, it } from "vitest";
import { ownerRows } from "#lib/platform/database/owner.ts";
import type { StaffRole } from "#lib/platform/permission.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { findSession, playerCommands } from "#lib/players/index.ts";
import { makePlayer, makeStaff } from "#lib/players/testing/factory.ts";
import { approveCommand, rejectApproval, withdrawApproval } from "./index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

type Staff = Awaited<ReturnType<typeof makeStaff>>;

const { blockPlayerCommand, liftBlockCommand } = playerCommands;

/** A player whom staff blocked for gambling harm two hours ago. */
const blockedPlayer = async (staff: Staff): Promise<string> => {
  const playerId = await makePlayer(0n);
  await blockPlayerCommand(staff, { playerId, reason: "harm", note: null });
  await database.asOwner("alter table player_exclusion disable trigger all");
  await database.asOwner(
    "update player_exclusion set starts_at = now() - interval '2 hours' where player_id = $1",
    [playerId],
  );
  await database.asOwner("alter table player_exclusion enable trigger all");
  return playerId;
};

type Anyone = { execute: typeof liftBlockCommand.execute };

const request = (command: Anyone, { sessionId }: Staff, input: object) =>
  command.execute(
    { input, sameSite: true, origin: { ip: "10.3.2.1", userAgent: "" }, requestId: "req-12345678" },
    () => findSession(sessionId),
  );

const lift = (playerId: string) => ({ playerId, reason: "checked", note: "spoke to them" });

const asked = async (role: StaffRole = "support") => {
  const staff = await makeStaff("Ann", [role]);
  const playerId = await blockedPlayer(staff);
  const answer = await request(liftBlockCommand, staff, lift(playerId));
  if (answer.ok || answer.refusal.code !== "approval_required") throw new Error(JSON.stringify(answer));
  const { approvalId } = answer.refusal as unknown as { approvalId: string };
  return { staff, playerId, approvalId };
};

const isBlocked = async (playerId: string) =>
  (await rows("select from player where id = $1 and excluded_until > now()", [playerId])).length > 0;
const statusOf = async (id: string) =>
  (await rows<{ status: string }>("select status from command_approval where id = $1", [id]))[0]?.status;

it("keeps the command as it was sent, once however often it is asked for, and runs nothing", async () => {
  const { staff, playerId, approvalId } = await asked();
  expect(await isBlocked(playerId)).toBe(true);
  const again = await Promise.all([1, 2, 3].map(() => request(liftBlockCommand, staff, lift(playerId))));
  for (const answer of again)
    expect(answer).toMatchObject({ refusal: { code: "approval_required", approvalId } });
  const other = await request(liftBlockCommand, staff, { ...lift(playerId), note: "another" });
  expect(other).not.toMatchObject({ refusal: { approvalId } });
  expect(
    await rows("select command, subject, input from command_approval where id = $1", [approvalId]),
  ).toEqual([{ command: "player.lift_block", subject: `player:${playerId}`, input: lift(playerId) }]);
});

it("runs once when somebody else approves it, with both named in the audit trail", async () => {
  const { staff, playerId, approvalId } = await asked();
  const second = await makeStaff("Ben", ["risk"]);
  expect(await approveCommand(second, { approvalId })).toEqual({ ok: true, value: null });
  expect(await isBlocked(playerId)).toBe(false);
  expect(await approveCommand(second, { approvalId })).toMatchObject({
    refusal: { code: "approval_over", status: "approved" },
  });
  const trail = await rows(
    "select action, actor, after from audit_entry where subject in ($1, $2) order by id",
    [`approval:${approvalId}`, `player:${playerId}`],
  );
  expect(trail).toMatchObject([
    { action: "player.block", actor: "Ann" },
    { action: "approval.request", actor: "Ann" },
    { action: "player.lift_block", actor: "Ben" },
    {
      action: "approval.approve",
      actor: "Ben",
      after: { requestedBy: staff.staffId, approvedBy: second.staffId },
    },
  ]);
});

it("is decided by nobody who asked for it, and by nobody without the command's permission", async () => {
  const { staff, playerId, approvalId } = await asked();
  for (const command of [approveCommand, rejectApproval])
    expect(await command(staff, { approvalId })).toMatchObject({ refusal: { code: "own_request" } });
  const trader = await makeStaff("Tom", ["trader"]);
  for (const command of [approveCommand, rejectApproval])
    expect(await command(trader, { approvalId })).toMatchObject({
      refusal: { code: "not_permitted", permission: "players:restrict" },
    });
  expect(await withdrawApproval(trader, { approvalId })).toMatchObject({
    refusal: { code: "not_your_request" },
  });
  await expect(
    database.asOwner(
      "update command_approval set status = 'approved', decided_by = requested_by, decided_at = now() where id = $1",
      [approvalId],
    ),
  ).rejects.toThrow();
  expect([await statusOf(approvalId), await isBlocked(playerId)]).toEqual(["pending", true]);
});

it("is decided once, whoever decides at the same time", async () => {
  const { staff, playerId, approvalId } = await asked();
  const [ben, cleo] = await Promise.all([makeStaff("Ben", ["risk"]), makeStaff("Cleo", ["risk"])]);
  const answers = await Promise.all([
    approveCommand(ben, { approvalId }),
    approveCommand(cleo, { approvalId }),
    withdrawApproval(staff, { approvalId }),
    rejectApproval(cleo, { approvalId }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const status = await statusOf(approvalId);
  expect(await isBlocked(playerId)).toBe(status !== "approved");
  const lifted = await rows("select from audit_entry where action = 'player.lift_block' and subject = $1", [
    `player:${playerId}`,
  ]);
  expect(lifted).toHaveLength(status === "approved" ? 1 : 0);
});

it("is over after a day, when it is withdrawn or rejected, and when whoever asked has left", async () => {
  const second = await makeStaff("Ben", ["risk"]);
  const over = async (end: (request: Awaited<ReturnType<typeof asked>>) => Promise<unknown>) => {
    const made = await asked();
    await end(made);
    expect(await approveCommand(second, { approvalId: made.approvalId })).toMatchObject({
      refusal: { code: "approval_over" },
    });
    expect(await isBlocked(made.playerId)).toBe(true);
  };
  await over(({ approvalId }) =>
    ownerRows("update command_approval set expires_at = now() where id = $1", [approvalId]),
  );
  await over(({ staff, approvalId }) => withdrawApproval(staff, { approvalId }));
  await over(({ approvalId }) => rejectApproval(second, { approvalId }));
  await over(({ staff }) =>
    ownerRows("update staff_account set status = 'closed' where id = $1", [staff.staffId]),
  );
});

it("stays as it was when the command can no longer be done, and says why", async () => {
  const { playerId, approvalId } = await asked();
  const second = await makeStaff("Ben", ["risk"]);
  await liftBlockCommand(second, { playerId, reason: "checked", note: null });
  expect(await approveCommand(second, { approvalId })).toEqual({
    ok: false,
    refusal: { code: "not_possible", refusal: "not_blocked" },
  });
  expect(await statusOf(approvalId)).toBe("pending");
});

it("takes a fresh proof", async () => {
  const { approvalId } = await asked();
  const second = await makeStaff("Ben", ["risk"]);
  await ownerRows("update session set fresh_at = now() - interval '1 hour' where id = $1", [
    second.sessionId,
  ]);
  expect(await request(approveCommand, second, { approvalId })).toMatchObject({
    refusal: { code: "step_up_required" },
  });
});
