import { visit } from "../../scripts/testing/site.ts";
import { expectSound } from "../support/accessible.ts";
import { enterAs, expect, fillSignIn, newAccount, test } from "../support/test.ts";

test("an account is closed in a few presses; its money and data stay within reach, bets do not", async ({
  page,
  device,
  baseURL,
}) => {
  const account = newAccount();
  const visitor = visit(baseURL ?? "");
  await visitor.register(account);
  await visitor.command("cashier.deposit", { amount: "25.00", idempotencyKey: crypto.randomUUID() });
  await enterAs(page, visitor);
  await page.goto("/account/data");
  const main = page.getByRole("main");
  await expect(main.getByText(/keep records of customers and money for \d+ years/)).toBeVisible();
  await main.getByRole("link", { name: "Close account" }).click();
  await main.getByLabel(/^I understand that this account will never/).check();
  await main.getByRole("button", { name: "Close my account" }).click();
  await expect(main.getByText("Your account is closed for betting", { exact: true })).toBeVisible();

  const other = await device();
  await other.goto("/sign-in?next=/account/data");
  await fillSignIn(other, account);
  await expect(other.getByRole("button", { name: "Prepare a copy" })).toBeVisible();
  await expectSound(other, "/account/data, a closed account");
  await other.goto("/cashier/withdraw");
  await expect(other.getByRole("main").getByText("Available: €25.00")).toBeVisible();
  const again = await visitor.command("cashier.deposit", {
    amount: "5.00",
    idempotencyKey: crypto.randomUUID(),
  });
  expect(again).toMatchObject({ ok: false });
  const taken = await visit(baseURL ?? "").command("player.register", { ...account, email: account.email });
  expect(taken, "closing does not free the address for another account").toMatchObject({ ok: false });
});
