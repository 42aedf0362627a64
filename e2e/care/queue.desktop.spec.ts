import { visit } from "../../scripts/testing/site.ts";
import { expectSound } from "../support/accessible.ts";
import { demoAccount, enterAs, expect, newAccount, signIn, test } from "../support/test.ts";
import { behaviour, home } from "../support/time.ts";

test.skip(!home, "needs E2E_HOME, the folder of an instance on this machine");

test("staff find who should be looked at, see why, and write; the player sees the same behaviour and the message", async ({
  page,
  device,
  baseURL,
}) => {
  const account = newAccount();
  const visitor = visit(baseURL ?? "");
  await visitor.register(account);
  await behaviour(account.email, { chasing: 6, cancelled_withdrawals: 3, instruments: 5 });
  const staff = await device();
  await signIn(staff, demoAccount("support"));
  await staff.goto("/admin/care");
  await expectSound(staff, "/admin/care");
  const main = staff.getByRole("main");
  await expect(main.getByRole("row").filter({ hasText: account.email })).toContainText(
    "6 deposits in a losing session",
  );
  await main.getByRole("link", { name: account.email }).click();
  await expect(main.getByText("3 cancelled withdrawals")).toBeVisible();
  await expect(main.getByText("5 cards or accounts used for deposits")).toBeVisible();
  await main.getByLabel("What you did").selectOption("limit_proposed");
  await main.getByLabel("Note").fill("A monthly limit might help.");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByText("Enter the amount of the limit.").first()).toBeVisible();
  await main.getByLabel("Amount", { exact: true }).fill("100");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByText("Saved.")).toBeVisible();
  await expect(
    main
      .getByRole("cell", { name: /Limit proposed/ })
      .or(main.getByRole("rowheader", { name: /Limit proposed/ })),
  ).toBeVisible();
  await expectSound(staff, "/admin/care, a player");

  await enterAs(page, visitor);
  await page.goto("/account/activity");
  await expect(page.getByText("A monthly limit might help.")).toBeVisible();
  await expect(page.getByText("You cancelled 3 withdrawals.")).toBeVisible();
  await expect(page.getByText("You tried to deposit with 5 different cards or accounts.")).toBeVisible();
  await expectSound(page, "/account/activity, with a message");
});
