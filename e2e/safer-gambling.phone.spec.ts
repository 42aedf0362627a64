import { expectSound } from "./support/accessible.ts";
import { openSlip, pick, resultPrices, takeAnyPrice, upcomingMatch } from "./support/slip.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("a break takes effect on every device at once, and refuses bets and deposits", async ({
  page,
  device,
}) => {
  const account = await register(page);
  await addMoney(page, "50");
  await page.goto("/");
  const match = await upcomingMatch(page);
  await pick(resultPrices(page, match).first());
  const other = await device();
  await signIn(other, account);

  await other.goto("/account/safer-gambling");
  const main = other.getByRole("main");
  await main.getByRole("button", { name: "Take a break" }).click();
  await expect(main.getByText("You’re taking a break")).toBeVisible();
  await expectSound(other, "a page of a player on a break");

  await expect(page.getByText(/^You can’t bet, deposit or play until/)).toBeVisible();
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await slip.getByRole("button", { name: /^Place (\d+ )?bets? / }).click();
  await expect(slip.getByText(/^You can’t bet until/)).toBeVisible();
  await expectBalance(page, 5_000);

  await page.goto("/cashier");
  await page.getByRole("main").getByLabel("Amount (EUR)").fill("10");
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Deposit €/ })
    .click();
  await expect(page.getByRole("main").getByText(/^You can’t deposit until/)).toBeVisible();
});

test("self-exclusion and closing the account ask to be understood first", async ({ page }) => {
  await register(page);
  await page.goto("/account/safer-gambling");
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Exclude me" }).click();
  await expect(main.getByText("Tick the box to confirm that you understand.").first()).toBeVisible();
  await main.getByLabel(/^I understand that nobody can end my self-exclusion/).check();
  await main.getByRole("button", { name: "Exclude me" }).click();
  await expect(main.getByText("You’ve excluded yourself")).toBeVisible();
  await main.getByLabel(/^I understand that this account will never/).check();
  await main.getByRole("button", { name: "Close my account" }).click();
  await expect(main.getByText("Your account is closed for betting", { exact: true })).toBeVisible();
  await expect(main.getByRole("button", { name: "Take a break" })).toHaveCount(0);
});

test("staff block a player, who sees it at once, and lift the block again", async ({ page, device }) => {
  const account = await register(page);
  await page.goto("/");
  const staff = await device();
  await signIn(staff, demoAccount("support"));
  await staff.goto("/admin/players");
  const main = staff.getByRole("main");
  await main.getByLabel("Email, name or ID").fill(account.email);
  await main.getByRole("button", { name: "Search" }).click();
  await main.getByRole("link", { name: account.email }).click();
  await main.getByRole("button", { name: "Block betting" }).click();
  const dialog = staff.getByRole("dialog");
  await dialog.getByText("Gambling harm").click();
  await dialog.getByRole("button", { name: "Block betting" }).click();
  await expect(main.getByText("Blocked by staff")).toBeVisible();
  await expect(page.getByText("You can’t bet, deposit or play.")).toBeVisible();
  await expectSound(staff, "a blocked player");

  await main.getByRole("button", { name: "Lift block" }).click();
  await dialog.getByText("Blocked by mistake").click();
  await dialog.getByRole("button", { name: "Lift block" }).click();
  await expect(main.getByRole("button", { name: "Block betting" })).toBeVisible();
  await expect(page.getByText("You can’t bet, deposit or play.")).toHaveCount(0);
});
