import { randomInt } from "node:crypto";
import { declineLimits, expect, expectBalance, register, test } from "../support/test.ts";

test("a card is confirmed at the bank, credited, and pays again in two taps; a declined one says what to do", async ({
  page,
}) => {
  await register(page);
  await page.goto("/cashier");
  await declineLimits(page);
  // Test numbers are everybody's: with another security code it is another card.
  const code = String(randomInt(100, 1_000));
  const enter = async (number: string) => {
    await page.getByRole("radio", { name: "New card" }).check();
    await page.getByLabel("Card number").fill(number);
    await page.getByLabel("Expiry date").fill("12/34");
    await page.getByLabel("Security code").fill(code);
  };
  await enter("4000 0000 0000 9995");
  await page.getByRole("button", { name: "€50", exact: true }).click();
  await page.getByRole("button", { name: "Deposit €50" }).click();
  await expect(page.getByText(/^There is not enough money on this card/)).toBeVisible();

  await page.goto("/cashier");
  await enter("4000 0025 0000 3155");
  await page.getByRole("button", { name: "Deposit €50" }).click();
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/cashier\/payments\//);
  await expect(page.getByRole("status").getByText("Credited")).toBeVisible();
  await expectBalance(page, 5_000);

  await page.goto("/cashier");
  await expect(page.getByRole("radio", { name: "Visa •••• 3155" })).toBeChecked();
  await page.getByRole("button", { name: "Deposit €50" }).click();
  await expect(page.getByText("€50.00 deposited")).toBeVisible();
  await expectBalance(page, 10_000);
});
