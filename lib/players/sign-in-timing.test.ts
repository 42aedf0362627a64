import { beforeEach, expect, it, vi } from "vitest";
import { systemClock } from "#lib/core/clock.ts";

const verify = vi.hoisted(() => vi.fn(async (_hash: string, _password: string) => false));
const stored = vi.hoisted(() => ({ player: null as unknown }));
vi.mock("@node-rs/argon2", async (original) => ({ ...(await original<object>()), verify }));
vi.mock("#lib/platform/database/db.ts", async (original) => ({
  ...(await original<object>()),
  db: () => ({
    player: { findUnique: async () => stored.player },
    staffAccount: { findUnique: async () => null },
  }),
}));
vi.mock("#lib/platform/http/rate-limit.ts", () => ({
  takeRate: async () => ({ ok: true, value: null }),
  clearRate: async () => undefined,
}));
vi.mock("#lib/platform/config/env.ts", () => ({
  env: () => ({ AUTH_SECRET: "a-secret-of-thirty-two-characters" }),
}));

const { verifyCredentials } = await import("./credentials.ts");
const { hashPassword } = await import("./password.ts");

const ctx = { clock: systemClock, requestId: "r", origin: { ip: "203.0.113.1", userAgent: "" } };
const costOf = (hash: string | undefined): string | undefined =>
  /^\$[^$]+\$v=\d+\$[^$]+/.exec(hash ?? "")?.[0];

beforeEach(() => verify.mockClear());

it("held: a wrong password costs the same work whether or not the email has an account", async () => {
  const hash = await hashPassword("Stadium-lights-7");
  const input = { email: "ada@mail.example", password: "not this one" };
  stored.player = { id: "p", passwordHash: hash, status: "active" };
  expect((await verifyCredentials(ctx, input)).ok).toBe(false);
  stored.player = null;
  expect((await verifyCredentials(ctx, input)).ok).toBe(false);
  expect(verify).toHaveBeenCalledTimes(2);
  const [known, unknown] = verify.mock.calls.map(([against]) => costOf(against));
  expect(known).toMatch(/^\$argon2id\$/);
  expect(unknown).toBe(known);
});
