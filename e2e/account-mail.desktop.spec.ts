import { expectSound } from "./support/accessible.ts";
import { openMailLink } from "./support/mailbox.ts";
import { expect, fillSignIn, newAccount, register, signIn, test } from "./support/test.ts";

test("a new player verifies the address by the link of the mail, once", async ({ page }) => {
  const { email } = await register(page);
  await page.goto("/account");
  const notice = page.getByText("Verify your email address");
  await expect(notice).toBeVisible();
  await expectSound(page, "/account, not verified");
  await page.getByRole("button", { name: "Send the email again" }).click();
  await expect(page.getByText("We sent the email again.")).toBeVisible();

  await openMailLink(page, email, "Verify your email address");
  const link = page.url();
  await expectSound(page, "/confirm/email");
  await page.getByRole("button", { name: "Verify email address" }).click();
  await expect(page.getByText("Your email address is verified.")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await expect(notice).toHaveCount(0);

  await page.goto(link);
  await page.getByRole("button", { name: "Verify email address" }).click();
  await expect(page.getByText("This link has been used or is too old.")).toBeVisible();
});

test("a forgotten password is set anew by the link of the mail, and every device is signed out", async ({
  page,
  device,
}) => {
  const account = await register(page);
  const other = await device();
  await other.goto("/sign-in");
  await other.getByRole("link", { name: "Forgotten your password?" }).click();
  await expect(other.getByRole("heading", { name: "Forgotten password" })).toBeVisible();
  await expectSound(other, "/forgot-password");
  const ask = async (email: string) => {
    await other.goto("/forgot-password");
    await other.getByLabel("Email").fill(email);
    await other.getByRole("button", { name: "Send the link" }).click();
    const answer = other.getByText("If there is an account with this address");
    await expect(answer).toBeVisible();
    return answer.textContent();
  };
  expect(await ask(newAccount().email), "the same for an address without an account").toBe(
    await ask(account.email),
  );

  await openMailLink(other, account.email, "Set a new password");
  await expectSound(other, "/reset-password");
  const field = other.getByLabel("New password", { exact: true });
  await field.fill("password123");
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(field).toHaveAccessibleDescription(/This password is too common/);
  const changed = { ...account, password: "half-time-oranges-9" };
  await field.fill(changed.password);
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(other.getByText("Your password was changed")).toBeVisible();

  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
  await fillSignIn(page, account);
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  await signIn(page, changed);
  await page.goto("/notifications");
  await expect(page.getByText("Password changed").first()).toBeVisible();
});

test("another address is confirmed from its mailbox, and taken back from the old one", async ({
  page,
  device,
}) => {
  const account = await register(page);
  const moved = { ...account, email: newAccount().email };
  await page.goto("/account/email");
  await expectSound(page, "/account/email");
  await page.getByLabel("New email address").fill(moved.email);
  await page.getByRole("button", { name: "Change email address" }).click();
  await expect(page.getByText(`We sent a link to ${moved.email}.`)).toBeVisible();
  await openMailLink(page, moved.email, "Confirm your new email address");
  await page.getByRole("button", { name: "Confirm new address" }).click();
  await expect(page.getByText("Your email address was changed.")).toBeVisible();
  await signIn(await device(), moved);

  const owner = await device();
  await openMailLink(owner, account.email, "Your email address was changed");
  await owner.getByRole("button", { name: "Undo the change" }).click();
  await expect(owner.getByText("Your account has its old address again.")).toBeVisible();
  await expectSound(owner, "/confirm/undo-email");
  await page.goto("/account");
  await expect(page, "whoever changed it is signed out").toHaveURL(/\/sign-in/);
  await openMailLink(owner, account.email, "Set a new password");
  await expect(owner.getByRole("heading", { name: "Set a new password" })).toBeVisible();
});
