import { randomUUID } from "node:crypto";
import { visit } from "../scripts/testing/site.ts";
import { demoAccount, expect, test } from "./support/test.ts";

const URL_OF_SITE = process.env.E2E_URL ?? "";

test("commands answer to a client without a browser, and only to one that is signed in", async () => {
  const nobody = visit(URL_OF_SITE);
  const deposit = { idempotencyKey: randomUUID(), amount: "25.50" };
  expect(await nobody.command("cashier.deposit", deposit)).toEqual({
    ok: false,
    refusal: { code: "signed_out" },
  });

  const player = visit(URL_OF_SITE);
  await player.register({ email: `client-${randomUUID()}@players.example`, password: "nine-lives-of-a-cat" });
  const first = await player.command("cashier.deposit", deposit);
  expect(first).toMatchObject({ ok: true, value: { amount: "2550", balance: "2550", repeated: false } });
  expect(await player.command("cashier.deposit", deposit)).toMatchObject({
    ok: true,
    value: { balance: "2550", repeated: true },
  });
  const unknown = { marketId: "no-such:result:", outcomeKey: "home", odds: "20000" };
  expect(
    await player.command("bet.place", {
      idempotencyKey: randomUUID(),
      stake: "1.00",
      oddsChoice: "any",
      legs: [unknown],
    }),
  ).toMatchObject({ ok: false, refusal: { code: "outcome_unavailable", marketId: unknown.marketId } });
});

test("the API's document lists every command of the site", async () => {
  const answer = await fetch(`${URL_OF_SITE}/api/v1/openapi.json`);
  const { openapi, paths } = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
  expect([answer.status, openapi]).toEqual([200, "3.1.0"]);
  for (const name of ["bet.place", "cashier.deposit", "bet.void", "player.register"])
    expect(Object.keys(paths)).toContain(`/api/v1/commands/${name}`);
});

test("signing in over plain HTTP gives a session, a wrong password does not", async () => {
  const { email, password } = demoAccount("player");
  const known = visit(URL_OF_SITE);
  await known.signIn(email, password);
  expect((await known.get("/cashier")).status).toBe(200);

  const stranger = visit(URL_OF_SITE);
  await expect(stranger.signIn(email, `${password}-not`)).rejects.toThrow(/wrong_credentials/);
  expect((await stranger.get("/cashier")).status).toBe(307);
});
