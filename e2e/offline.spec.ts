import { expectSound } from "./support/accessible.ts";
import { openSlip, pick, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, expect, expectBalance, expectHydrated, register, test } from "./support/test.ts";

test("without a network the page says so, sends no bet, and catches up on its own", async ({
  page,
  context,
}) => {
  await register(page);
  await addMoney(page, "50");
  await page.goto("/live");
  await page.evaluate(() => navigator.serviceWorker.ready);
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  const bet = slip.getByRole("button", { name: "Place bet €5.00" });
  await expect(bet).toBeEnabled({ timeout: 30_000 });

  await context.setOffline(true);
  await expect(page.getByText("You are offline", { exact: true })).toBeVisible();
  await expect(
    slip.getByText("You are offline. You can place the bet when you are back online."),
  ).toBeVisible();
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeDisabled();
  await context.setOffline(false);
  await expect(page.getByText("You are offline", { exact: true })).toBeHidden();
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeEnabled({ timeout: 30_000 });
  await expectBalance(page, 5_000);

  // The page itself cannot be had: the worker's own one stands in, with nobody's data, and gives way by itself.
  await context.setOffline(true);
  await page.goto("/bets").catch(() => undefined);
  await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
  await expect(page.getByText("€50.00")).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toEqual(["/offline"]);
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "My bets" })).toBeVisible({ timeout: 15_000 });
  await openSlip(page);
  await expect(page.getByText(match.name).filter({ visible: true }).first()).toBeVisible();
});

test("a slip whose script stays away says so, and a reload brings it with what was picked", async ({
  page,
}) => {
  // The page's own scripts are named in it; the slip's panel is loaded by one of them.
  const html = await (await page.request.get("/live")).text();
  const ofPage = new Set(html.match(/\/_next\/static\/chunks\/[\w.~-]+\.js/g));
  const lost = new Set<string>();
  let away = true;
  await page.route("**/_next/static/chunks/*.js", async (route, request) => {
    const lose = away && !ofPage.has(new URL(request.url()).pathname);
    if (lose) lost.add(request.url());
    await (lose ? route.abort() : route.continue());
  });
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  let slip = await openSlip(page);
  const missing = slip.getByRole("alert").filter({ hasText: "The slip could not be loaded" });
  await expect(missing).toBeVisible({ timeout: 20_000 });
  await expectSound(page, "slip without its script");
  expect(lost.size).toBeGreaterThan(0);
  away = false;
  const reloaded = page.waitForEvent("load");
  await slip.getByRole("button", { name: "Reload" }).click();
  await reloaded;
  await expectHydrated(resultPrices(page, match).first());
  slip = await openSlip(page);
  await expect(slip.getByLabel("Stake", { exact: true })).toBeVisible();
  await expect(slip.getByText(match.name)).toBeVisible();
});
