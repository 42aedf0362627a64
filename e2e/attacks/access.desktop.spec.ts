import { globSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { type Visitor, visit } from "../../scripts/testing/site.ts";
import { anAddress, aPlayer, URL_OF_SITE } from "../security/support.ts";
import { demoAccount } from "../support/test.ts";

/** Every page and route of the site, by the files that make them. */
const ROUTES = globSync("app/**/{page.tsx,route.ts}")
  .map((file) =>
    file
      .replaceAll("\\", "/")
      .replace(/^app/, "")
      .replace(/\/(page\.tsx|route\.ts)$/, "")
      .replace(/\/\([^)]+\)/g, ""),
  )
  .filter((path) => !path.includes("[...") && !path.startsWith("/api/v1/commands"))
  .map((path) => path || "/")
  .toSorted();

const PRIVATE = /^\/(account|bets|cashier|statement|notifications)(\/|$)/;
const STAFF = /^\/admin(\/|$)/;
const at = (path: string): string => path.replace(/\[[^\]]+\]/g, crypto.randomUUID());

const statuses = async (who: Visitor, routes: readonly string[]): Promise<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const path of routes) found[path] = (await who.get(at(path))).status;
  return found;
};

test("private pages send a visitor to sign in, and the back office does not exist for players", async () => {
  expect(ROUTES.length).toBeGreaterThan(30);
  const closed = ROUTES.filter((path) => PRIVATE.test(path) || STAFF.test(path));
  const visitor = await statuses(visit(URL_OF_SITE, anAddress()), closed);
  for (const [path, status] of Object.entries(visitor))
    expect([path, [307, 401].includes(status)]).toEqual([path, true]);
  const player = await statuses(
    await aPlayer(),
    closed.filter((path) => STAFF.test(path)),
  );
  for (const [path, status] of Object.entries(player)) expect([path, status]).toEqual([path, 404]);
});

test("a page of the back office does not exist for staff whose roles do not grant it", async () => {
  const support = visit(URL_OF_SITE, anAddress());
  await support.signInStaff(demoAccount("support").email);
  for (const [path, status] of [
    ["/admin", 200],
    ["/admin/players", 200],
    ["/admin/trading", 404],
    ["/admin/policy", 404],
    ["/admin/ledger", 404],
    ["/admin/audit", 404],
    ["/admin/processes", 404],
  ] as const)
    expect([path, (await support.get(path)).status]).toEqual([path, status]);
});

test("the id of another player's session or bet opens nothing", async () => {
  const [owner, other] = [await aPlayer(), await aPlayer()];
  const devices = await (await owner.get("/account/devices")).text();
  const ids = [...devices.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)];
  for (const [id] of ids)
    expect(await other.command("session.revoke", { sessionId: id })).toMatchObject({
      ok: false,
      refusal: { code: "unknown_session" },
    });
  expect((await owner.get("/account")).status).toBe(200);
  expect((await other.get(`/bets/${crypto.randomUUID()}`)).status).toBe(404);
});
