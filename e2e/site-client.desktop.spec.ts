import { randomUUID } from "node:crypto";
import { type Site, siteAt, visit } from "../scripts/testing/site/visitor.ts";
import { demoAccount, expect, test } from "./support/test.ts";

// Tools act on a site through the same doors as its pages; this holds the doors and their keys together.
const site = (): Site => siteAt(process.env.E2E_URL ?? "");

test("server actions answer to a client without a browser, and only to one that is signed in", async () => {
  const nobody = visit(site());
  const deposit = { idempotencyKey: randomUUID(), amount: "25.50" };
  expect(await nobody.call("depositAction", deposit)).toEqual({ ok: false, refusal: { code: "signed_out" } });

  const player = visit(site());
  await player.register({ email: `client-${randomUUID()}@players.example`, password: "nine-lives-of-a-cat" });
  const first = await player.call("depositAction", deposit);
  expect(first).toMatchObject({ ok: true, value: { amount: 2550n, balance: 2550n, repeated: false } });
  expect(await player.call("depositAction", deposit)).toMatchObject({
    ok: true,
    value: { balance: 2550n, repeated: true },
  });
  const unknown = { marketId: "no-such:result:", outcomeKey: "home", odds: "20000" };
  expect(
    await player.call("placeBetAction", {
      idempotencyKey: randomUUID(),
      stake: "1.00",
      oddsChoice: "any",
      legs: [unknown],
    }),
  ).toMatchObject({ ok: false, refusal: { code: "outcome_unavailable", marketId: unknown.marketId } });
});

test("signing in over plain HTTP gives a session, a wrong password does not", async () => {
  const { email, password } = demoAccount("player");
  const known = visit(site());
  await known.signIn(email, password);
  expect((await known.get("/cashier")).status).toBe(200);

  const stranger = visit(site());
  await expect(stranger.signIn(email, `${password}-not`)).rejects.toThrow(/wrong_credentials/);
  expect((await stranger.get("/cashier")).status).toBe(307);
});
