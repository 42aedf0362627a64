import { expect, it } from "vitest";
import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import type { AnyCommand } from "./define.ts";
import { commandsFor } from "./execute.ts";
import { answerCommand } from "./http.ts";

const SITE = "https://bets.example";
process.env.LOG_LEVEL = "silent";

type Session = { id: string };
const { defineCommand } = commandsFor<Session, never, never>({
  actor: ({ id }) => ({ kind: "player", playerId: id, sessionId: "s", currency: "EUR" }),
  may: () => false,
  barred: async () => null,
  audit: async () => undefined,
  askApproval: async () => ({ approvalId: "a-1", expiresAt: new Date(0) }),
  isFresh: () => true,
  factors: async () => [],
});

const stake = defineCommand({
  name: "test.stake",
  summary: "",
  actor: "player",
  gate: null,
  transaction: "own",
  input: z.object({ amount: z.string().transform(BigInt) }),
  refusals: { too_much: 422 },
  run: async ({ input: { amount } }) => {
    if (amount === 0n) throw new Error("the password is hunter2");
    return amount > 100n
      ? refuse({ code: "too_much" as const, maximum: 100n })
      : accept({ amount, at: new Date(0) });
  },
});

let players = 0;
const ask = async (
  body: string,
  headers: Record<string, string> = {},
  { command = stake as AnyCommand | undefined, id = `p-${++players}` } = {},
) => {
  const request = new Request(SITE, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", origin: SITE, "x-request-id": "req-12345678", ...headers },
  });
  const answer = await answerCommand(command, request, { session: async () => ({ id }) }, SITE);
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
};

it("writes bigints as digits and times as ISO 8601", async () => {
  const { status, headers, body } = await ask('{"amount":"25"}');
  expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(body).toEqual({ ok: true, value: { amount: "25", at: "1970-01-01T00:00:00.000Z" } });
  expect(await ask('{"amount":"101"}')).toMatchObject({
    status: 422,
    body: { ok: false, refusal: { code: "too_much", maximum: "100" } },
  });
});

it("says what is wrong with a request, and nothing about a fault but its reference", async () => {
  expect(await ask("{", {})).toMatchObject({ status: 400, body: { refusal: { code: "not_json" } } });
  expect(await ask("a=1", { "content-type": "application/x-www-form-urlencoded" })).toMatchObject({
    status: 415,
  });
  expect(await ask("{}")).toMatchObject({ status: 400, body: { refusal: { issues: [{ path: "amount" }] } } });
  expect(await ask('{"amount":"0"}')).toMatchObject({
    status: 500,
    body: { ok: false, refusal: { code: "fault", reference: "req-12345678" } },
  });
  const request = new Request(SITE, { method: "POST", body: "{}" });
  expect((await answerCommand(undefined, request, { session: async () => null }, SITE)).status).toBe(404);
});

it("takes a session only from a page of the site, and no session for an unknown token", async () => {
  const from = { origin: "https://evil.example" };
  expect(await ask('{"amount":"1"}', from)).toMatchObject({ status: 403 });
  expect(await ask('{"amount":"1"}', { ...from, authorization: "Bearer x" })).toMatchObject({
    status: 401,
    body: { refusal: { code: "signed_out" } },
  });
});

it("says when to come back", async () => {
  for (let n = 0; n < 60; n += 1) await ask('{"amount":"1"}', {}, { id: "eager" });
  const { status, headers } = await ask('{"amount":"1"}', {}, { id: "eager" });
  expect(status).toBe(429);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
});
