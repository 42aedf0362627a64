import { composeIBAN } from "ibantools";
import { camt } from "../../lib/cashier/providers/bank/testing/camt.ts";
import { expectSound } from "../support/accessible.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "../support/test.ts";

const digits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");

test("a withdrawal leaves by a file that two people release, and a statement says that it is paid", async ({
  page,
  device,
}) => {
  await register(page);
  await addMoney(page, "50");
  await page.goto("/cashier/withdraw/bank-account");
  const main = page.getByRole("main");
  const iban = composeIBAN({ countryCode: "DE", bban: `12030000${digits(9)}0` }) ?? "";
  await main.getByLabel("IBAN").fill(`${iban.slice(0, -1)}${(Number(iban.at(-1)) + 1) % 10}`);
  await main.getByRole("button", { name: "Add account" }).click();
  await expect(main.getByText("This is not a valid IBAN. Check it and try again.")).toBeVisible();
  await main.getByLabel("IBAN").fill(iban.replaceAll(/(.{4})/g, "$1 "));
  await main.getByRole("button", { name: "Add account" }).click();
  await expect(main.getByText(/added\. You can withdraw to it\.$/)).toBeVisible();
  await expectSound(page, "a bank account for withdrawals");

  await page.goto("/cashier/withdraw");
  const to = main.getByLabel("Withdraw to");
  const option = to.locator("option").filter({ hasText: `•••• ${iban.slice(-4)}` });
  await to.selectOption((await option.getAttribute("value")) ?? "");
  await main.getByLabel("Amount (EUR)").fill("20");
  await main.getByRole("button", { name: "Withdraw", exact: true }).click();
  await page.waitForURL(/\/cashier\/payments\//);
  await expect(page.getByRole("status").getByText("Sent", { exact: true })).toBeVisible();

  const staff = await device();
  await signIn(staff, demoAccount("risk"));
  await staff.goto("/admin/payments/bank");
  const desk = staff.getByRole("main");
  await desk.getByRole("button", { name: "Prepare a batch" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Prepare a batch" }).click();
  await desk.getByRole("row").filter({ hasText: "Prepared" }).last().getByRole("link").click();
  await expect(desk.getByText(iban)).toBeVisible();
  await expectSound(staff, "a batch of bank transfers");
  await desk.getByRole("button", { name: "Release" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Release" }).click();
  await expect(staff.getByText(/^Sent for approval\./)).toBeVisible();
  const batchId = staff.url().split("/").at(-1) ?? "";
  const file = `/admin/payments/bank/batches/${batchId}/file`;
  expect((await staff.request.get(file)).status()).toBe(404);

  const second = await device();
  await signIn(second, demoAccount("admin"));
  await second.goto("/admin/approvals");
  const waiting = second.getByRole("listitem").filter({ hasText: `bank_batch:${batchId}` });
  await expect(waiting).toContainText("Release of bank transfers");
  await waiting.getByRole("button", { name: "Approve" }).click();
  await expect(waiting).toBeHidden();

  await staff.reload();
  await expect(desk.getByText("Released")).toBeVisible();
  const answer = await staff.request.get(file);
  expect(answer.headers()).toMatchObject({
    "content-type": "application/xml",
    "cache-control": "private, no-store",
  });
  const text = await answer.text();
  const transfer = text.split("<CdtTrfTxInf>").find((each) => each.includes(iban)) ?? "";
  const endToEndId = /<EndToEndId>(\w+)</.exec(transfer)?.[1] ?? "";
  expect(transfer).toContain('<InstdAmt Ccy="EUR">20.00</InstdAmt>');
  await desk.getByRole("button", { name: "Mark as sent" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Mark as sent" }).click();
  await expect(desk.getByText("Sent", { exact: true })).toBeVisible();

  await staff.goto("/admin/payments/bank");
  const debit = { ref: `E2E${digits(12)}`, amount: "20.00", credit: false, endToEndId, iban };
  await desk
    .getByLabel("File of the bank")
    .setInputFiles({ name: "s.xml", mimeType: "application/xml", buffer: Buffer.from(camt([debit])) });
  await desk.getByRole("button", { name: "Import" }).click();
  await expect(desk.getByText(/^Imported: 1 new entry/)).toBeVisible();
  await expect(page.getByRole("status").getByText("Paid", { exact: true })).toBeVisible();
  await expectBalance(page, 3_000);
});
