import { expectSound } from "./support/accessible.ts";
import { openSlip, pick, place, resultPrices, upcomingMatch } from "./support/slip.ts";
import { expect, expectBalance, register, test } from "./support/test.ts";

test("a player sets limits, and is stopped by them in the cashier and in the slip", async ({ page }) => {
  await register(page);
  await page.goto("/cashier");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Would you like a deposit limit?" })).toBeVisible();
  await expectSound(page, "the question before the first deposit");
  await main.getByLabel("Limit (EUR)").fill("50");
  await main.getByLabel("Per").selectOption({ label: "Calendar month" });
  await main.getByRole("button", { name: "Set this limit" }).click();

  const amount = main.getByLabel("Amount (EUR)");
  await expect(main.getByText(/^Your limit is €50 this month: €50 left\./)).toBeVisible();
  await amount.fill("50.01");
  await expect(main.getByText(/^This is more than your limit allows: €50 this month\./)).toBeVisible();
  await amount.fill("40");
  await main.getByRole("button", { name: "Deposit €40" }).click();
  await expect(main.getByText("€40.00 deposited")).toBeVisible();

  await page.goto("/account/limits");
  const limit = page.getByRole("region", { name: "Stake limits" }).getByRole("listitem").first();
  await limit.locator("summary", { hasText: "Set a limit: Stake limits, 24 hours" }).click();
  await limit.getByLabel("Amount (EUR)").fill("10");
  await limit.getByRole("button", { name: "Save" }).click();
  await expect(limit.getByText("€10 left, €0 used")).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Deposit limits", exact: true }).getByText("€10 left, €40 used"),
  ).toBeVisible();
  await expectSound(page, "the limits");

  await page.goto("/");
  await pick(resultPrices(page, await upcomingMatch(page, 4)).first());
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("12");
  await slip.getByRole("button", { name: /^Place bet/ }).click();
  await expect(
    slip.getByText(
      /^This is more than your limit allows: €10 for stakes in 24 hours\. You can stake up to €10 now/,
    ),
  ).toBeVisible();
  await slip.getByRole("button", { name: "Use €10" }).click();
  await place(slip);
  await expectBalance(page, 3_000);
  await slip.getByRole("button", { name: "Keep selections" }).click();
  await slip.getByLabel("Stake", { exact: true }).fill("1");
  await slip.getByRole("button", { name: /^Place bet/ }).click();
  await expect(slip.getByText(/^You have reached your limit: €10 for stakes in 24 hours\./)).toBeVisible();
  await expectBalance(page, 3_000);

  await page.goto("/account/limits");
  await expect(limit.getByText("€0 left, €10 used")).toBeVisible();
  await limit.locator("summary", { hasText: "Change: Stake limits, 24 hours" }).click();
  await limit.getByLabel("Amount (EUR)").fill("100");
  await limit.getByRole("button", { name: "Save" }).click();
  await expect(
    limit.getByText(/^You asked to raise this limit to €100\. You can confirm it from/),
  ).toBeVisible();
  await expect(limit.getByText("€0 left, €10 used")).toBeVisible();
  await limit.getByRole("button", { name: "Keep €10" }).click();
  await expect(limit.getByText(/^You asked to raise/)).toBeHidden();
});
