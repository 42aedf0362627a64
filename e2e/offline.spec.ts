import { openSlip, pick, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

test("without a network the page says so, sends no bet, and catches up on its own", async ({
  page,
  context,
}) => {
  await register(page);
  await addMoney(page, "50");
  await page.goto("/live");
  await page.evaluate(() => navigator.serviceWorker.ready);
  const [match] = await runningMatches(page, { from: 1, to: 50 });
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  const bet = slip.getByRole("button", { name: "Place bet €5.00" });
  await expect(bet).toBeEnabled({ timeout: 30_000 });

  await context.setOffline(true);
  await expect(page.getByText("You are offline", { exact: true })).toBeVisible();
  await expect(slip.getByText("You are offline. The bet waits until you are back.")).toBeVisible();
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
