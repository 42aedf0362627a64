import {
  addMoney,
  balanceOf,
  expect,
  expectBalance,
  fillRegistration,
  newAccount,
  register,
  signIn,
  test,
} from "./support/test.ts";

const yearsAgo = (years: number): string => {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() - years);
  return day.toISOString().slice(0, 10);
};

test("a minor is refused next to the field, an adult gets an account and plays with added money", async ({
  page,
}) => {
  const account = newAccount();
  await page.goto("/");
  await page.getByRole("link", { name: "Join" }).click();
  await fillRegistration(page, account, yearsAgo(17));
  const birthDate = page.getByLabel("Date of birth");
  await expect(birthDate).toHaveAttribute("aria-invalid", "true");
  await expect(birthDate).toHaveAccessibleDescription(/You must be 18 or older to open an account/);
  await expect(page.getByLabel("Email")).toHaveValue(account.email);

  await fillRegistration(page, account, yearsAgo(18));
  await expect(page.getByRole("link", { name: /^Balance/ })).toBeVisible();
  expect(await balanceOf(page)).toBe(0);

  await addMoney(page, "75.50");
  await expectBalance(page, 7_550);
  await page.goto("/");
  await expectBalance(page, 7_550);
});

test("signing out all other devices ends them at once", async ({ page, device }) => {
  const account = await register(page);
  await addMoney(page, "20");
  const other = await device();
  await signIn(other, account);
  await other.goto("/account");
  await expect(other.getByRole("heading", { name: "Profile" })).toBeVisible();

  await page.goto("/account/devices");
  await page.getByRole("button", { name: "Sign out all other devices" }).click();
  await expect(page.getByText("One device was signed out.")).toBeVisible();

  await other.goto("/statement");
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await page.reload();
  await expectBalance(page, 2_000);
});
