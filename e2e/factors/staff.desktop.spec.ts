import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { keptLogins } from "../../lib/platform/database/embedded-logins.ts";
import { makeStaffAccount } from "../../lib/players/staff.ts";
import { expectSound } from "../support/accessible.ts";
import { withAuthenticator } from "../support/passkeys.ts";
import { demoAccount, expect, fillSignIn, test } from "../support/test.ts";

const home = process.env.E2E_HOME;

test("demo staff sign in with the code that the demo shows", async ({ page, device }) => {
  const account = demoAccount("trader");
  await page.goto("/sign-in?next=/admin/trading");
  await fillSignIn(page, account);
  const app = await device();
  await app.goto("/demo/codes");
  await expectSound(app, "/demo/codes");
  const shown = app.getByRole("listitem").filter({ hasText: account.email }).locator("code");
  await page
    .getByLabel("Code from your authenticator app, or a recovery code")
    .fill((await shown.textContent()) ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/admin\/trading$/);
});

test("staff without a second factor can set one up and do nothing else", async ({ page }) => {
  test.skip(!home, "needs E2E_HOME, the folder of an instance on this machine");
  const account = { email: `staff-${randomUUID()}@mail.example`, password: "corner-flag-in-the-rain" };
  const owner = new pg.Client(keptLogins(join(home ?? "", "postgres")).ownerUrl);
  await owner.connect();
  await makeStaffAccount(owner, { ...account, displayName: "Newcomer", roles: ["administrator"] });
  await owner.end();

  await withAuthenticator(page);
  await page.goto("/sign-in");
  await fillSignIn(page, account);
  await expect(page.getByRole("heading", { name: "Set up two-step sign-in" })).toBeVisible();
  await expectSound(page, "/set-up-sign-in");
  for (const path of ["/admin", "/admin/players", "/admin/account"]) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/set-up-sign-in$/);
  }
  const commanded = async (name: string) =>
    (
      await page.request.post(`/api/v1/commands/${name}`, {
        data: {},
        headers: { origin: new URL(page.url()).origin },
      })
    ).status();
  for (const name of ["betting.suspend", "account.change_password", "account.revoke_other_sessions"])
    expect([name, await commanded(name)]).toEqual([name, 403]);

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Passkey added.")).toBeVisible();
  await page.getByRole("link", { name: "Open the back office" }).click();
  await expect(page).toHaveURL(/\/admin$/);
  await page.goto("/admin/account");
  await expectSound(page, "/admin/account");
  await page.getByText("Edit: ").click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText(/you would have no way left to sign in/)).toBeVisible();
});
