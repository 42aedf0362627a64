import { expectAccessible } from "./support/accessible.ts";
import { openSlip, pick, place, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, register, test } from "./support/test.ts";

test("pages of visitors are accessible", async ({ page }) => {
  test.setTimeout(120_000);
  for (const path of ["/", "/live", "/sign-in", "/register", "/search?q=a"])
    await expectAccessible(page, path);
});

test("pages of players are accessible", async ({ page }) => {
  test.setTimeout(120_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match, another] = await runningMatches(page, { count: 2 });
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await place(slip);
  const paths = ["/bets", "/account", "/account/settings", "/account/devices", "/cashier", "/statement"];
  for (const path of [another?.path ?? match.path, ...paths]) await expectAccessible(page, path);
});
