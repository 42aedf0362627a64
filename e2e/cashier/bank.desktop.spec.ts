import { composeIBAN } from "ibantools";
import { camt } from "../../lib/cashier/providers/bank/testing/camt.ts";
import { expectSound } from "../support/accessible.ts";
import { approveAsSecond, confirm } from "../support/four-eyes.ts";
import {
  declineLimits,
  demoAccount,
  expect,
  expectBalance,
  register,
  signIn,
  test,
} from "../support/test.ts";

const digits = (count: number): string =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");

test("a transfer is credited live by an imported statement, and that of a stranger waits", async ({
  page,
  device,
}) => {
  const account = await register(page);
  await page.goto("/cashier");
  await declineLimits(page);
  await page.getByRole("link", { name: "Deposit by bank transfer" }).click();
  const main = page.getByRole("main");
  const reference = main.getByText(/^RF\d\d \d{4} \d{4} \d{4}$/);
  await expect(reference).toBeVisible();
  await expect(main.getByRole("img", { name: /^QR code of a transfer/ })).toBeVisible();
  await expectSound(page, "a deposit by bank transfer");
  const used = ((await reference.textContent()) ?? "").replaceAll(" ", "");
  await page.goto("/cashier/withdraw/bank-account");
  const lead = await main.getByText(/It has to be in your own name: /).textContent();
  const name = /: (.*)\.$/.exec(lead ?? "")?.[1] ?? "";

  const staff = await device();
  await signIn(staff, demoAccount("risk"));
  await staff.goto("/admin/payments/bank");
  const desk = staff.getByRole("main");
  const statement = `STMT-${digits(8)}`;
  const upload = async (text: string) => {
    await desk
      .getByLabel("File of the bank")
      .setInputFiles({ name: "statement.xml", mimeType: "application/xml", buffer: Buffer.from(text) });
    await desk.getByRole("button", { name: "Import" }).click();
  };
  const [own, strange] = [`E2E${digits(12)}`, `E2E${digits(12)}`];
  const iban = composeIBAN({ countryCode: "DE", bban: `12030000${digits(9)}0` }) ?? "";
  const entries = [
    { ref: own, amount: "25.00", name: name.toUpperCase(), iban, reference: used },
    { ref: strange, amount: "30.00", name: "Eve Stranger", iban, text: [`deposit ${used}`] },
  ];
  await upload(camt(entries, { id: statement, closing: 1n }));
  await expect(
    desk.getByText(/^Nothing of this file was imported\. .*1000\.00 \+ 55\.00 ≠ 0\.01$/),
  ).toBeVisible();
  await upload(camt(entries, { id: statement }));
  await expect(desk.getByText("Imported: 2 new entries, 0 known before.")).toBeVisible();
  await expectBalance(page, 2_500);

  await expectSound(staff, "statements of the bank");
  await desk.getByRole("link", { name: statement }).click();
  const row = (text: string) => desk.getByRole("row").filter({ hasText: text });
  await expect(row(own)).toContainText("Credited");
  await expect(row(strange)).toContainText("Other payer");
  await expectSound(staff, "a statement of the bank");
  await staff.goto("/admin/payments/bank");
  await upload(camt(entries, { id: statement }));
  await expect(desk.getByText(/^Imported:/)).toBeVisible();
  await expectBalance(page, 2_500);

  // The stranger turns out to be the player's spouse: staff assign the money, two of them.
  await staff.goto("/admin/payments/exceptions");
  await expectSound(staff, "payment exceptions");
  await row(strange).getByRole("button", { name: "Assign" }).click();
  await staff.getByRole("dialog").getByLabel("Email or player ID").fill(account.email);
  await confirm(staff, "Assign");
  await expect(staff.getByRole("dialog").getByText(/^Sent for approval\./)).toBeVisible();
  await expectBalance(page, 2_500);
  const second = await device();
  await signIn(second, demoAccount("admin"));
  await approveAsSecond(second, "Assign money in suspense");
  await expectBalance(page, 5_500);
});
