import type { Page } from "@playwright/test";
import { expectSound } from "../support/accessible.ts";
import { openMailLink } from "../support/mailbox.ts";
import { withAuthenticator } from "../support/passkeys.ts";
import { expect, fillSignIn, register, test } from "../support/test.ts";

const addPasskey = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Passkey added.")).toBeVisible();
};

test("a passkey is added, and signs in alone, by its button and from the browser's suggestions", async ({
  page,
  device,
}) => {
  await register(page);
  const phone = await withAuthenticator(page);
  await page.goto("/account/security");
  await phone.verifies(false);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("No passkey was made.")).toBeVisible();
  await phone.verifies(true);
  await addPasskey(page);
  await expectSound(page, "/account/security, a passkey and its recovery codes");
  await page.getByText("Edit: ").click();
  await page.getByLabel("Name", { exact: true }).fill("Blue phone");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Name saved.")).toBeVisible();
  await expect(page.getByText("Blue phone", { exact: true }).first()).toBeVisible();

  // Another browser to which the passkey was synced: it alone signs in.
  const other = await device();
  const synced = await withAuthenticator(other);
  const [passkey] = await phone.passkeys();
  if (!passkey) throw new Error("no passkey");
  await synced.answers(false);
  await synced.take(passkey);
  await other.goto("/sign-in?next=/account/security");
  await expectSound(other, "/sign-in");
  await synced.answers(true);
  await other.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(other).toHaveURL(/\/account\/security$/);

  // The browser suggests it for the email field, and Chromium's stand-in takes the suggestion.
  await other.context().clearCookies();
  await other.goto("/sign-in?next=/account/email");
  await expect(other).toHaveURL(/\/account\/email$/);
});

test("a passkey is the second step and a fresh proof, a recovery code stands in for it, and it is removed", async ({
  page,
  device,
}) => {
  const account = await register(page);
  const phone = await withAuthenticator(page);
  await page.goto("/account/security");
  await addPasskey(page);
  const codes = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: /^\w{4}(-\w{4}){3}$/ });
  await expect(codes).toHaveCount(10);
  const recovery = (await codes.first().textContent()) ?? "";

  const other = await device();
  await other.goto("/sign-in");
  await fillSignIn(other, account);
  await expect(other.getByRole("button", { name: "Use a passkey" })).toBeVisible();
  await expectSound(other, "/sign-in/second-factor, passkey");
  await other.getByLabel("Recovery code").fill(recovery);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.waitForURL((url) => !url.pathname.startsWith("/sign-in"));

  await phone.answers(false);
  await page.context().clearCookies();
  await page.goto("/sign-in?next=/account/security");
  await fillSignIn(page, account);
  await phone.answers(true);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page).toHaveURL(/\/account\/security$/);
  await page.getByText("Edit: ").click();
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Edit: ")).toHaveCount(0);
  await openMailLink(page, account.email, "A passkey was removed from your account");
});
