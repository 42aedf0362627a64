import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expectSound } from "../support/accessible.ts";
import { approveAsSecond, confirm } from "../support/four-eyes.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "../support/test.ts";

/** Asks for a withdrawal of play money; the page is that of the payment then. */
const withdraw = async (page: Page, amount: string): Promise<string> => {
  await page.goto("/cashier/withdraw");
  await page.getByLabel("Amount (EUR)").fill(amount);
  await page.getByRole("main").getByRole("button", { name: "Withdraw" }).click();
  await page.waitForURL(/\/cashier\/payments\//);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
};

const says = (page: Page, text: string) =>
  expect(page.getByRole("status").getByText(text, { exact: true })).toBeVisible();

test("money goes out at once, and staff see every step of it", async ({ playerPage: page, device }) => {
  await addMoney(page, "100");
  const id = await withdraw(page, "40");
  await says(page, "Paid");
  await expectBalance(page, 6_000);
  await page.goto("/cashier/withdraw");
  await page.getByLabel("Amount (EUR)").fill("60.01");
  await page.getByRole("main").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("You can withdraw up to €60.00.")).toBeVisible();

  const staff = await device();
  await signIn(staff, demoAccount("support"));
  await staff.goto(`/admin/payments?q=${id}`);
  await expectSound(staff, "the list of payments");
  await staff.getByRole("main").getByRole("link", { name: "Withdrawal, Play money" }).click();
  await expect(staff.getByRole("heading", { name: "Withdrawal €40.00" })).toBeVisible();
  for (const state of ["Requested", "Approved", "Sent", "Paid"])
    await expect(
      staff.getByRole("table", { name: "Timeline" }).getByText(state, { exact: true }),
    ).toBeVisible();
  await expect(staff.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expectSound(staff, "a payment");
});

test("a large withdrawal is taken from the queue, approved by two people, and paid", async ({
  page,
  device,
}) => {
  test.setTimeout(180_000);
  const account = await register(page);
  await addMoney(page, "20");
  await page.goto("/");
  const [first, second] = [await device(), await device()];
  await signIn(first, demoAccount("admin"));
  await signIn(second, demoAccount("risk"));

  // More than a player can deposit in a day, by a correction that two people make.
  await first.goto(`/admin/players?q=${encodeURIComponent(account.email)}`);
  await first.getByRole("main").getByRole("link", { name: account.email }).click();
  await first.getByRole("button", { name: "Adjust balance" }).click();
  await first.getByRole("dialog").getByLabel("Amount (EUR)").fill("12000");
  await expectSound(first, "the dialog to adjust a balance");
  await confirm(first, "Adjust balance");
  await expect(first.getByRole("dialog").getByText(/^Sent for approval\./)).toBeVisible();
  const playerId = new URL(first.url()).pathname.split("/").at(-1) ?? "";
  await expectBalance(page, 2_000);
  await approveAsSecond(second, `player:${playerId}`);
  await expectBalance(page, 1_202_000);

  const id = await withdraw(page, "10500");
  await says(page, "Being checked");
  await first.goto("/admin/payments/review");
  const row = first.getByRole("row").filter({ hasText: account.email });
  await expect(row).toContainText("Above the automatic amount");
  await row.getByRole("button", { name: "Take" }).click();
  await expect(row.getByRole("button", { name: "Release" })).toBeVisible();
  await expectSound(first, "the review queue");
  await second.goto(`/admin/payments/${id}`);
  await expect(second.getByRole("button", { name: "Take over from Sam" })).toBeVisible();
  await expect(second.getByRole("button", { name: "Approve" })).toHaveCount(0);

  await row.getByRole("link").click();
  await first.getByRole("button", { name: "Approve" }).click();
  await confirm(first, "Approve");
  await expect(first.getByRole("dialog").getByText(/^Sent for approval\./)).toBeVisible();
  await says(page, "Being checked");
  await approveAsSecond(second, `payment:${id}`);
  await says(page, "Paid");
  await expectBalance(page, 152_000);
});

test("a player sends the documents that staff ask for", async ({ page, device }) => {
  test.setTimeout(180_000);
  await register(page);
  await addMoney(page, "1000");
  await addMoney(page, "500");
  const id = await withdraw(page, "1200");
  await says(page, "Being checked");
  const staff = await device();
  await signIn(staff, demoAccount("risk"));
  await staff.goto(`/admin/payments/${id}`);
  await staff.getByRole("button", { name: "Ask for documents" }).click();
  await staff
    .getByRole("dialog")
    .getByLabel("What the player should send (the player reads this)")
    .fill("A payslip of last month, please.");
  await staff.getByRole("dialog").getByRole("button", { name: "Ask player" }).click();

  await says(page, "Documents needed");
  await expect(page.getByText("A payslip of last month, please.")).toBeVisible();
  await page.getByLabel("Photo or scan").setInputFiles({
    name: "payslip.jpg",
    mimeType: "image/jpeg",
    buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: "#49a" } })
      .jpeg()
      .toBuffer(),
  });
  await page.getByRole("button", { name: "Add document" }).click();
  await expect(page.getByText(/^Document added/)).toBeVisible();
  await expectSound(page, "documents for a withdrawal");
  await page.getByRole("button", { name: "Send documents" }).click();
  await says(page, "Being checked");

  await staff.reload();
  const document = staff.getByRole("link", { name: /^Document of/ });
  const address = (await document.getAttribute("href")) ?? "";
  expect((await staff.request.get(address)).headers()).toMatchObject({ "content-type": "image/jpeg" });
  expect((await page.request.get(address)).status()).toBe(404);
  await staff.getByRole("button", { name: "Decline" }).click();
  await confirm(staff, "Decline");
  await says(page, "Declined");
  await expectBalance(page, 150_000);
});

test("a deposit is refunded by two people", async ({ page, device }) => {
  test.setTimeout(180_000);
  const account = await register(page);
  await addMoney(page, "100");
  await page.goto("/");
  const [first, second] = [await device(), await device()];
  await signIn(first, demoAccount("risk"));
  await signIn(second, demoAccount("admin"));
  await first.goto(`/admin/payments?q=${encodeURIComponent(account.email)}`);
  await first.getByRole("main").getByRole("link", { name: "Deposit, Play money" }).click();
  await first.getByRole("button", { name: "Refund" }).click();
  await first.getByRole("dialog").getByLabel("Amount (EUR)").fill("30");
  await confirm(first, "Refund");
  await expect(first.getByRole("dialog").getByText(/^Sent for approval\./)).toBeVisible();
  const id = new URL(first.url()).pathname.split("/").at(-1) ?? "";
  await approveAsSecond(second, `payment:${id}`);
  await expectBalance(page, 7_000);
  await first.reload();
  await expect(first.getByRole("table", { name: "Refunds" })).toContainText("€30.00");
});

test("what waits, how providers do and what was reconciled is open to staff, and exported", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signIn(page, demoAccount("risk"));
  for (const view of [
    "exceptions",
    "health",
    "health?period=30d",
    "reconciliation",
    "reconciliation/proof",
  ]) {
    await page.goto(`/admin/payments/${view}`);
    await expectSound(page, `payments, ${view}`);
  }
  await page.goto("/admin/payments/reconciliation");
  await page.getByRole("button", { name: "Reconcile now" }).click();
  await page.getByRole("dialog").getByRole("combobox").selectOption("demo");
  await page.getByRole("dialog").getByRole("button", { name: "Reconcile now" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const run = page.getByRole("table", { name: "Runs" }).getByRole("row").filter({ hasText: "Done" });
  await expect(run.first()).toBeVisible({ timeout: 60_000 });
  const file = await page.request.get("/admin/payments/reconciliation/export");
  expect(file.headers()["content-type"]).toContain("text/csv");
  await page.goto("/admin/payments/reconciliation/proof");
  await expect(page.getByText("Proved").first()).toBeVisible();
});
