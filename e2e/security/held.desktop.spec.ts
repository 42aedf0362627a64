import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { visit } from "../../scripts/testing/site.ts";
import { newAccount } from "../support/test.ts";
import { aPlayer, URL_OF_SITE } from "./support.ts";

const eventIds = async (): Promise<string[]> => {
  const html = await (await fetch(`${URL_OF_SITE}/`)).text();
  return [...new Set([...html.matchAll(/\/events\/([\w-]+)"/g)].map(([, id = ""]) => id))];
};

const slipOn = (eventId: string, stake: string) => ({
  idempotencyKey: randomUUID(),
  stake,
  oddsChoice: "any" as const,
  legs: [{ marketId: `${eventId}.1x2`, outcomeKey: "home", odds: "20000" }],
});

test("held: a bet is its player's alone", async () => {
  const [owner, other] = [await aPlayer(), await aPlayer()];
  await owner.command("cashier.deposit", { idempotencyKey: randomUUID(), amount: "50" });
  let betId = "";
  for (const eventId of await eventIds()) {
    const placed = await owner.command<{ id: string }>("bet.place", slipOn(eventId, "1.00"));
    if (!placed.ok) continue;
    betId = placed.value.id;
    break;
  }
  expect(betId).toMatch(/^[\da-f-]{36}$/);
  expect((await owner.get(`/bets/${betId}`)).status).toBe(200);
  expect((await other.get(`/bets/${betId}`)).status).toBe(404);
  expect(await other.command("bet.outcome", { betId })).toEqual({ ok: true, value: null });
  expect((await visit(URL_OF_SITE).get(`/bets/${betId}`)).status).toBe(307);
});

const adminPaths = globSync("app/admin/**/page.tsx").map((file) =>
  file
    .replace(/^app/, "")
    .replace(/\/page\.tsx$/, "")
    .replaceAll(/\[\w+\]/g, "00000000-0000-7000-8000-000000000000"),
);
test("held: the back office does not exist for players and visitors", async () => {
  expect(adminPaths.length).toBeGreaterThan(8);
  const [player, visitor] = [await aPlayer(), visit(URL_OF_SITE)];
  for (const path of adminPaths) {
    expect([path, (await player.get(path)).status, (await visitor.get(path)).status]).toEqual([
      path,
      404,
      307,
    ]);
  }
  const document = await (await fetch(`${URL_OF_SITE}/api/v1/openapi.json`)).json();
  const { paths } = document as {
    paths: Record<string, { post: { operationId: string; "x-actor": string } }>;
  };
  const ofStaff = Object.values(paths).flatMap(({ post }) =>
    post["x-actor"] === "staff" ? [post.operationId] : [],
  );
  expect(ofStaff.length).toBeGreaterThan(8);
  for (const name of ofStaff) {
    expect([name, await visitor.command(name, {})]).toMatchObject([
      name,
      { refusal: { code: "signed_out" } },
    ]);
    expect([name, await player.command(name, {})]).toMatchObject([name, { refusal: { code: "forbidden" } }]);
  }
});

test("held: fields beside those of a form change nothing", async () => {
  const player = visit(URL_OF_SITE);
  await player.register({
    ...newAccount(),
    ...{ role: "admin", status: "active", id: randomUUID(), playerId: randomUUID(), balance: "100000" },
    ...{
      settings: { role: "admin", status: "active" },
      emailVerified: "true",
      __proto__: "x",
      "constructor.prototype.role": "admin",
    },
  });
  expect((await player.get("/admin")).status).toBe(404);
  const slip = {
    ...slipOn("none", "1.00"),
    playerId: randomUUID(),
    status: "settled",
    potentialReturn: "999",
  };
  expect(await player.command("bet.place", slip)).toMatchObject({ ok: false });
});

test("held: a stake that is no amount makes no bet", async () => {
  const player = await aPlayer();
  await player.command("cashier.deposit", { idempotencyKey: randomUUID(), amount: "50" });
  const [eventId = ""] = await eventIds();
  for (const stake of [
    "-5",
    "0",
    "-0",
    "0.00",
    "1e3",
    "0x10",
    "１０",
    "٣",
    "NaN",
    "Infinity",
    "5.001",
    "",
    " ",
    "1,000.00",
    "9".repeat(20),
    "5; drop",
  ]) {
    const placed = await player.command("bet.place", slipOn(eventId, stake));
    expect([stake, placed.ok]).toEqual([stake, false]);
    if (!placed.ok) expect([stake, placed.refusal.code]).not.toEqual([stake, "fault"]);
  }
  const amounts = ["-5", "0", "1e3", "１０", "NaN", "5.001", "", "9".repeat(20)];
  for (const amount of amounts)
    expect([
      amount,
      (await player.command("cashier.deposit", { idempotencyKey: randomUUID(), amount })).ok,
    ]).toEqual([amount, false]);
});

test("held: what a reader writes is text in the page", async () => {
  const script = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  for (const path of ["/search?q=", "/sign-in?next=", "/picks?p=", "/statement?kind=", "/nowhere/"]) {
    const html = await (await fetch(URL_OF_SITE + path + encodeURIComponent(script))).text();
    expect([path, html.includes("<script>alert(1)"), html.includes("<img src=x")]).toEqual([
      path,
      false,
      false,
    ]);
  }
});

test("images are not resized for whoever asks", async () => {
  const answer = await fetch(`${URL_OF_SITE}/_next/image?url=%2Fapple-icon.png&w=3840&q=75`);
  expect(answer.status).toBe(404);
});

test("held: scripts tell neither their source nor a secret", async () => {
  const html = await (await fetch(`${URL_OF_SITE}/`)).text();
  const scripts = [...new Set([...html.matchAll(/\/_next\/static\/[^"'\\?\s]+\.js/g)].map(([path]) => path))];
  expect(scripts.length).toBeGreaterThan(3);
  const home = process.env.E2E_HOME;
  const secrets = home
    ? ["secret", "postgres/password"].map((file) => readFileSync(join(home, file), "utf8").trim())
    : [];
  for (const path of scripts) {
    expect([path, (await fetch(`${URL_OF_SITE}${path}.map`)).status]).toEqual([path, 404]);
    const text = await (await fetch(URL_OF_SITE + path)).text();
    expect([path, /sourceMappingURL|AUTH_SECRET|DATABASE_URL|postgres(ql)?:\/\//.exec(text)?.[0]]).toEqual([
      path,
      undefined,
    ]);
    for (const secret of secrets) expect(text.includes(secret), path).toBe(false);
  }
});
