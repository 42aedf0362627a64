import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import { definePermission, type Permission } from "../permission.ts";

const sent = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => sent.headers }));

const SITE = "http://localhost:3000";
process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none";
process.env.AUTH_SECRET ??= "test-secret-test-secret-test-secret";
process.env.PUBLIC_URL = SITE;
process.env.LOG_LEVEL = "silent";

const { formFields, serverActions } = await import("./action.ts");
const { commandsFor } = await import("./execute.ts");

type Session =
  | { kind: "player"; id: string; sessionId: string; currency: "EUR" }
  | { kind: "staff"; id: string; sessionId: string };

const alice = { kind: "player", id: "p-1", sessionId: "s-1", currency: "EUR" } as const;
const trader = { kind: "staff", id: "st-1", sessionId: "s-2" } as const;
const betsRead = definePermission("bets:read", []);
const betsVoid = definePermission("bets:void", []);
let signedIn: Session | null;
const { defineCommand, defineQuery } = commandsFor<Session, "bet", { code: "barred" }>({
  actor: (session) =>
    session.kind === "player"
      ? { kind: "player", playerId: session.id, sessionId: session.sessionId, currency: session.currency }
      : { kind: "staff", staffId: session.id, sessionId: session.sessionId },
  may: (_session, permission) => permission === betsRead,
  barred: async () => null,
  audit: async () => undefined,
  askApproval: async () => ({ approvalId: "a-1", expiresAt: new Date(0) }),
  isFresh: () => true,
  factors: async () => [],
});
const serverAction = serverActions(async () => signedIn);
const own = { transaction: "own", summary: "", refusals: {} } as const;

const Amount = z.object({ amount: z.string().regex(/^\d+$/).transform(BigInt) });

beforeEach(() => {
  signedIn = alice;
  sent.headers = new Headers({ origin: SITE, "x-request-id": "req-12345678", "x-forwarded-for": "10.1.1.1" });
});

describe("a player's action", () => {
  const stake = vi.fn(({ playerId }: { playerId: string }, amount: bigint) => accept({ playerId, amount }));
  const action = serverAction(
    defineCommand({
      ...own,
      name: "test.stake",
      actor: "player",
      gate: null,
      input: Amount,
      run: async ({ actor, input }) => stake(actor, input.amount),
    }),
  );

  it("runs for the player of the session, with parsed input", async () => {
    expect(await action({ amount: "250" })).toEqual({ ok: true, value: { playerId: "p-1", amount: 250n } });
  });

  it("takes a form as well", async () => {
    const form = new FormData();
    form.set("amount", "7");
    form.set("$ACTION_ID_x", "");
    expect(await action(form)).toMatchObject({ ok: true, value: { amount: 7n } });
  });

  it("refuses other sites, before anything else is looked at", async () => {
    for (const origin of ["https://evil.example", "null"]) {
      sent.headers.set("origin", origin);
      expect(await action({ amount: "1" })).toEqual({ ok: false, refusal: { code: "foreign_origin" } });
    }
    sent.headers.delete("origin");
    expect(await action({ amount: "1" })).toEqual({ ok: false, refusal: { code: "foreign_origin" } });
  });

  it("refuses a visitor and staff, and runs nothing", async () => {
    signedIn = null;
    stake.mockClear();
    expect(await action({ amount: "1" })).toEqual({ ok: false, refusal: { code: "signed_out" } });
    signedIn = trader;
    expect(await action({ amount: "1" })).toEqual({ ok: false, refusal: { code: "signed_out" } });
    expect(stake).not.toHaveBeenCalled();
  });

  it("refuses a page that was made for another account, and runs nothing", async () => {
    stake.mockClear();
    const form = new FormData();
    form.set("amount", "7");
    form.set("account", "p-2");
    for (const input of [form, { amount: "1", account: "p-2" }])
      expect(await action(input)).toEqual({ ok: false, refusal: { code: "other_account" } });
    expect(stake).not.toHaveBeenCalled();
    form.set("account", "p-1");
    for (const input of [form, { amount: "1", account: "p-1" }])
      expect(await action(input)).toMatchObject({ ok: true });
  });

  it("names the wrong fields", async () => {
    expect(await action({ amount: "-1" })).toMatchObject({
      ok: false,
      refusal: { code: "invalid_input", issues: [{ path: "amount" }] },
    });
  });
});

it("passes a command's own refusal on and masks a fault behind its reference", async () => {
  const visitors = { ...own, name: "test.visit", actor: "visitor", input: z.object({}) } as const;
  const refused = defineCommand({
    ...visitors,
    refusals: { market_closed: 409 },
    run: async () => refuse({ code: "market_closed" as const }),
  });
  expect(await serverAction(refused)({})).toEqual({ ok: false, refusal: { code: "market_closed" } });
  const broken = defineCommand({
    ...visitors,
    run: async () => {
      throw new Error("password of the database is hunter2");
    },
  });
  expect(await serverAction(broken)({})).toEqual({
    ok: false,
    refusal: { code: "fault", reference: "req-12345678" },
  });
});

it("lets staff do what a role permits and names the permission that is missing", async () => {
  const query = (permission: Permission) =>
    serverAction(
      defineQuery({
        name: "test.look",
        summary: "",
        actor: "staff",
        permission,
        input: z.object({}),
        refusals: {},
        run: async ({ actor }) => accept(`${actor.sessionId}:${actor.staffId}`),
      }),
    );
  signedIn = trader;
  expect(await query(betsRead)({})).toEqual({ ok: true, value: "s-2:st-1" });
  expect(await query(betsVoid)({})).toEqual({
    ok: false,
    refusal: { code: "forbidden", permission: "bets:void" },
  });
  signedIn = alice;
  expect(await query(betsRead)({})).toEqual({
    ok: false,
    refusal: { code: "forbidden", permission: "bets:read" },
  });
});

describe("case 38: a flood", () => {
  const action = serverAction(
    defineCommand({
      ...own,
      name: "test.flood",
      actor: "player",
      gate: null,
      input: z.object({}),
      run: async () => accept(null),
    }),
  );
  const flood = async (count: number, session: (n: number) => Session, ip = "203.0.113.1") => {
    sent.headers.set("x-forwarded-for", ip);
    let taken = 0;
    for (let n = 0; n < count; n += 1) {
      signedIn = session(n);
      if ((await action({})).ok) taken += 1;
    }
    return taken;
  };

  it("from one account is stopped, however many sessions it has, and the others are left alone", async () => {
    const mallory = (n: number) => ({ ...alice, id: "p-flood", sessionId: `s-flood-${n}` });
    expect(await flood(70, mallory)).toBe(60);
    signedIn = mallory(71);
    expect(await action({})).toMatchObject({ refusal: { code: "too_many_requests" } });
    expect(await flood(1, () => ({ ...alice, id: "p-calm" }))).toBe(1);
  });

  it("from one address is stopped, however many accounts it has, a /64 being one address", async () => {
    const many = (n: number) => ({ ...alice, id: `p-many-${n % 20}` });
    expect(await flood(650, many, "2001:db8:38:1::1")).toBe(600);
    expect(await flood(1, () => ({ ...alice, id: "p-new" }), "2001:db8:38:1:9::9")).toBe(0);
    expect(await flood(1, () => ({ ...alice, id: "p-new" }), "2001:db8:38:2::1")).toBe(1);
  });
});

it("reads repeated fields of a form as lists", () => {
  const form = new FormData();
  form.append("stakes[]", "5");
  form.append("tag", "a");
  form.append("tag", "b");
  form.append("name", "x");
  expect(formFields(form)).toEqual({ stakes: ["5"], tag: ["a", "b"], name: "x" });
});
