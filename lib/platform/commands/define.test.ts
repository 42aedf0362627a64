import { expect, it } from "vitest";
import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import { definePermission } from "../permission.ts";
import { commandsFor } from "./execute.ts";

const { defineCommand, defineQuery } = commandsFor<{ id: string }, "bet", { code: "barred"; why: string }>({
  actor: ({ id }) => ({ kind: "staff", staffId: id, sessionId: "s" }),
  may: () => true,
  barred: async () => null,
  audit: async () => undefined,
  askApproval: async () => ({ approvalId: "a-1", expiresAt: new Date(0) }),
  isFresh: () => true,
  factors: async () => [],
});

const betsVoid = definePermission("bets:void", []);
const described = { name: "test.it", summary: "", input: z.object({ id: z.string() }) } as const;
const staff = { ...described, actor: "staff", permission: betsVoid } as const;
const player = { ...described, actor: "player", gate: "bet" } as const;
const own = { ...player, refusals: {}, transaction: "own" } as const;
const audit = () => ({ subject: "bet:1" });

it("compiles only what is complete: each refused line here is a mistake that the type catches", () => {
  const made = [
    // @ts-expect-error A staff command must define its audit row.
    defineCommand({ ...staff, refusals: {}, run: async () => accept(1) }),
    // @ts-expect-error A command with its own transactions must name what writes its audit rows.
    defineCommand({ ...staff, transaction: "own", audit, refusals: {}, run: async () => accept(1) }),
    // @ts-expect-error This permission does not exist.
    defineCommand({ ...staff, permission: "bets:make", audit, refusals: {}, run: async () => accept(1) }),
    // @ts-expect-error A player's command must name its gate, or null.
    defineCommand({ ...described, actor: "player", refusals: {}, run: async () => accept(1) }),
    // @ts-expect-error This gate does not exist.
    defineCommand({ ...player, gate: "sleep", refusals: {}, run: async () => accept(1) }),
    // @ts-expect-error Every refusal has a status.
    defineCommand({ ...player, refusals: {}, run: async () => refuse({ code: "closed" as const }) }),
    // @ts-expect-error Refusals are a closed union.
    defineCommand({ ...player, refusals: {}, run: async () => refuse({ code: String(Date.now()) }) }),
    // @ts-expect-error The key is stored in the command's transaction, and this command has none.
    defineCommand({ ...own, idempotency: "key", run: async () => accept(1) }),
    // @ts-expect-error It has no transaction to write with either.
    defineCommand({ ...own, run: async ({ tx }) => accept(tx) }),
    // @ts-expect-error A query for staff needs a permission too.
    defineQuery({ ...described, actor: "staff", refusals: {}, run: async () => accept(1) }),

    defineCommand({
      ...staff,
      audit,
      refusals: { closed: 409 },
      run: async () => refuse({ code: "closed" as const }),
    }),
    defineCommand({
      ...player,
      refusals: {},
      idempotency: "key",
      run: async ({ input, tx }) => accept([input.id, tx]),
    }),
    defineQuery({ ...staff, refusals: {}, run: async ({ actor }) => accept(actor.staffId) }),
  ];
  expect(made).toHaveLength(13);
});
