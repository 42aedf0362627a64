import { demoAccount, expect, fillSignIn, register, test } from "./support/test.ts";

test("a wrong password has the same answer as an unknown account, and guessing is slowed down", async ({
  page,
  device,
}) => {
  const account = await register(page);
  const stranger = await device();
  await stranger.goto("/sign-in");
  await fillSignIn(stranger, { ...account, password: "not my password" });
  await expect(stranger.getByRole("alert").filter({ hasText: "Email or password is wrong." })).toBeVisible();
  await expect(stranger.getByLabel("Email")).toHaveValue(account.email);

  const slowed = stranger.getByRole("alert").filter({ hasText: /Too many attempts/ });
  await expect(async () => {
    await fillSignIn(stranger, { ...account, password: "still not it" });
    await expect(slowed).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 40_000 });
});

test("whoever signs in from a page comes back to it", async ({ page }) => {
  await page.goto("/live");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/\/sign-in/);
  await fillSignIn(page, demoAccount("player"));
  await expect(page).toHaveURL(/\/live$/);
  await expect(page.getByRole("link", { name: /^Balance/ })).toBeVisible();
});
