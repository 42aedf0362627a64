import { TIME_ZONE_COOKIE } from "../lib/core/cookies.ts";
import { expectSound } from "./support/accessible.ts";
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
  const day = page.getByRole("group", { name: "Date of birth" }).getByLabel("Day");
  await expect(day).toHaveAttribute("aria-invalid", "true");
  await expect(day).toHaveAccessibleDescription("You must be 18 or older to open an account.");
  await expect(day).toBeFocused();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);

  await fillRegistration(page, account, yearsAgo(18));
  await expect(page.getByRole("link", { name: /^Balance/ })).toBeVisible();
  expect(await balanceOf(page)).toBe(0);

  await addMoney(page, "75.50");
  await expectBalance(page, 7_550);
  await page.goto("/");
  await expectBalance(page, 7_550);
});

test("an impossible date of birth is reported at its field, and what was typed stays", async ({ page }) => {
  await page.goto("/register");
  const group = page.getByRole("group", { name: "Date of birth" });
  for (const [date, box, notice] of [
    ["--", "Day", "Enter your date of birth."],
    ["1990--31", "Month", "Enter the month of your birth."],
    ["1990-31-12", "Month", "The month is a number from 1 to 12."],
    ["1990-02-31", "Day", "That date doesn’t exist."],
    ["90-02-03", "Year", "Write the year with four figures, like 1990."],
    [yearsAgo(-1), "Year", "Please check the year."],
  ] as const) {
    await fillRegistration(page, newAccount(), date);
    await expect(group.getByLabel(box)).toHaveAccessibleDescription(notice);
    await expect(group.getByLabel(box)).toBeFocused();
    await expect(group.getByLabel("Year")).toHaveValue(date.split("-")[0] ?? "");
  }
  await expectSound(page, "registration, a wrong date of birth");
});

test("a form without an answer says so and keeps what was typed", async ({ page, context, baseURL }) => {
  const account = newAccount();
  // Else the page is drawn once more, in the visitor's time zone.
  await context.addCookies([{ name: TIME_ZONE_COOKIE, value: "Europe/Berlin", url: baseURL ?? "" }]);
  await page.goto("/register");
  await context.setOffline(true);
  await fillRegistration(page, account, "1990-06-08");
  await expect(page.getByRole("alert").filter({ hasText: "We couldn’t reach the server." })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(account.password);
  await expect(page.getByLabel("Country you live in")).toHaveValue("MT");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Open account" }).click();
  await expect(page.getByRole("link", { name: /^Balance/ })).toBeVisible();
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

test("registration names everything that is wrong at once and keeps what was typed", async ({
  page,
  device,
}) => {
  const taken = await register(await device());
  await page.goto("/register");
  await fillRegistration(
    page,
    { ...newAccount(), email: taken.email, password: "password123" },
    yearsAgo(10),
  );
  const notice = (label: string) => page.getByLabel(label, { exact: true });
  await expect(notice("Email")).toHaveAccessibleDescription(
    "There is already an account with this email. Sign in instead.",
  );
  await expect(notice("Password")).toHaveAccessibleDescription(/This password is too common/);
  await expect(page.getByText("You must be 18 or older to open an account.")).toBeVisible();
  await expect(notice("Password")).toHaveValue("password123");
  await expect(notice("Email")).toBeFocused();
});

test("the currency follows the country until one is chosen", async ({ page }) => {
  await page.goto("/register");
  const [country, currency] = [page.getByLabel("Country you live in"), page.getByLabel("Currency")];
  await country.selectOption("GB");
  await expect(currency).toHaveValue("GBP");
  await country.selectOption("SE");
  await expect(currency).toHaveValue("SEK");
  await currency.selectOption("EUR");
  await country.selectOption("JP");
  await expect(currency).toHaveValue("EUR");
  await expect(country.getByRole("option", { name: "Antarctica" })).toHaveCount(0);
});
