import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectSound } from "../support/accessible.ts";
import { openSlip, pick, place, resultPrices, takeAnyPrice, upcomingMatch } from "../support/slip.ts";
import { balanceOf, declineLimits, expect, expectBalance, register, signIn, test } from "../support/test.ts";

// Test numbers are everybody's: with another security code it is another card.
const anyCode = (): string => String(randomInt(100, 1_000));

const enterCard = async (page: Page, number: string, code = anyCode()): Promise<void> => {
  await page.getByRole("radio", { name: "New card" }).check();
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expiry date").fill("12/34");
  await page.getByLabel("Security code").fill(code);
};

const depositByCard = async (page: Page, number: string, amount = "50"): Promise<void> => {
  await page.goto("/cashier");
  await declineLimits(page);
  await enterCard(page, number);
  await page.getByLabel("Amount (EUR)").fill(amount);
  await page.getByRole("button", { name: /^Deposit €/ }).click();
};

test("each kind of decline says what to do, and nothing is charged", async ({ playerPage: page }) => {
  for (const [number, text] of [
    ["4000 0000 0000 0002", /^The card was declined/],
    ["4000 0000 0000 0069", /^This card has expired/],
    ["4000 0000 0000 0127", /^The security code is wrong/],
    ["4000 0000 0000 0119", /^The payment could not be processed/],
    ["4000 0000 0000 6975", /^Your bank’s limit for this card/],
  ] as const) {
    await depositByCard(page, number);
    await expect(page.getByText(text)).toBeVisible();
  }
  expect(await balanceOf(page)).toBe(0);
});

test("a slip that lacks money leads to the cashier with what is missing, and back to the same slip", async ({
  playerPage: page,
}) => {
  await page.goto("/");
  const match = await upcomingMatch(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("25");
  await slip.getByRole("link", { name: "Deposit" }).click();
  await declineLimits(page);
  await expect(page.getByLabel("Amount (EUR)")).toHaveValue("25");
  await page.getByRole("button", { name: "Deposit €25" }).click();
  await expect(page.getByText("€25.00 deposited")).toBeVisible();
  await page.getByRole("link", { name: "Back to your bet slip" }).click();
  // The address opens the slip by itself.
  const again = page
    .getByRole("complementary", { name: "Bet slip" })
    .or(page.getByRole("dialog", { name: "Bet slip" }));
  await expect(again).toBeVisible();
  await expect(again.getByLabel("Stake", { exact: true })).toHaveValue("25");
  await place(again);
  await expectBalance(page, 0);
});

test("a disputed deposit leaves the balance, and its page says so", async ({ playerPage: page }) => {
  await depositByCard(page, "4000 0000 0000 0259");
  await expect(page.getByText("€50.00 deposited")).toBeVisible();
  await page.goto("/cashier/payments");
  await expect(page.getByRole("link", { name: /Reversed/ })).toBeVisible();
  await expectBalance(page, 0);
  await page.getByRole("link", { name: /Reversed/ }).click();
  await expect(page.getByText("€50.00 disputed")).toBeVisible();
  await expectSound(page, "payment");
});

test("a withdrawal shows its steps, and comes back where its refund fails after it had succeeded", async ({
  playerPage: page,
}) => {
  await depositByCard(page, "4000 0000 0000 5126");
  await expect(page.getByText("€50.00 deposited")).toBeVisible();
  await page.goto("/cashier/withdraw");
  await expect(
    page.getByText("Refunded to the card that you deposited with.", { exact: false }),
  ).toBeVisible();
  await expectSound(page, "withdraw");
  await page.getByLabel("Amount (EUR)").fill("50");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.waitForURL(/\/cashier\/payments\//);
  const steps = page.getByRole("list", { name: "Steps of this withdrawal" });
  await expect(steps.getByText("Paid", { exact: true })).toBeVisible();
  await expect(steps.getByText("Returned", { exact: true })).toBeVisible();
  await expectBalance(page, 5_000);
});

test("two devices of one player show the same payments", async ({ page, device }) => {
  const account = await register(page);
  const other = await device();
  await signIn(other, account);
  await other.goto("/cashier/payments");
  await expect(other.getByText("No payments yet")).toBeVisible();
  await depositByCard(page, "4000 0027 6000 3184");
  await page.waitForURL(/3ds/);
  await expect(other.getByRole("link", { name: /Waiting for your confirmation/ })).toBeVisible();
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(other.getByRole("link", { name: /Credited/ })).toBeVisible();
  await expectBalance(other, 5_000);
});

test("a bank payment is confirmed at the bank; a saved card can be removed", async ({ playerPage: page }) => {
  await page.goto("/cashier");
  await declineLimits(page);
  await page.getByRole("radio", { name: "Pay by bank" }).check();
  await page.getByLabel("Amount (EUR)").fill("20");
  await page.getByRole("button", { name: "Deposit €20" }).click();
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/cashier\/payments\//);
  await expect(page.getByRole("status").getByText("Credited")).toBeVisible();

  await depositByCard(page, "4000 0566 5566 5556");
  await expect(page.getByText("€50.00 deposited")).toBeVisible();
  await page.goto("/cashier");
  await expect(page.getByRole("radio", { name: "Visa •••• 5556" })).toBeVisible();
  await expectSound(page, "cashier");
  await page.getByRole("button", { name: "Remove Visa •••• 5556" }).click();
  await expect(page.getByRole("radio", { name: "Visa •••• 5556" })).toHaveCount(0);
});
