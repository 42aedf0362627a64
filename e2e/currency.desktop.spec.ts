import { openSlip, pick, place, resultPrices, upcomingMatch } from "./support/slip.ts";
import { declineLimits, expect, fillRegistration, newAccount, test } from "./support/test.ts";

test("an account in dinars deposits, bets and reads amounts with three decimals", async ({ page }) => {
  await page.goto("/register");
  await page.getByLabel("Country you live in").selectOption("KW");
  await expect(page.getByLabel("Currency")).toHaveValue("KWD");
  await expect(page.getByLabel("Currency").locator("option[value=BTC]")).toHaveCount(0);
  await fillRegistration(page, newAccount(), "1990-06-08", { country: "KW", currency: "KWD" });
  await page.waitForURL((url) => url.pathname !== "/register");

  await page.goto("/cashier");
  await declineLimits(page);
  const main = page.getByRole("main");
  await main.getByLabel("Amount (KWD)").fill("1,234");
  await expect(main.getByText(/^Enter an amount, such as KWD\s2\.500/)).toBeVisible();
  await main.getByLabel("Amount (KWD)").fill("12.345");
  await main.getByRole("button", { name: /^Deposit KWD/ }).click();
  await expect(main.getByText(/^KWD\s12\.345 deposited$/)).toBeVisible();

  await page.goto("/");
  await pick(resultPrices(page, await upcomingMatch(page, 7)).first());
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("1.2345");
  await expect(slip.getByText("Enter at most 3 decimal places.")).toBeVisible();
  await slip.getByLabel("Stake", { exact: true }).fill("1.235");
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toHaveText(/^Place bet KWD\s1\.235$/);
  await place(slip);
  await expect(page.getByRole("link", { name: /^Balance/ })).toHaveText(/KWD\s11\.110/);

  await page.goto("/statement");
  await expect(main.getByText(/-KWD\s1\.235/).filter({ visible: true })).toBeVisible();
});
