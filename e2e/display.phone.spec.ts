import type { Page } from "@playwright/test";
import { expect, expectHydrated, register, signIn, test } from "./support/test.ts";

const choose = async (page: Page, choice: string): Promise<void> => {
  const groups = page.getByRole("group", { name: /^(Appearance|Odds)$/ });
  const button = groups.getByRole("button", { name: choice, exact: true });
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
};

const theme = (page: Page) => page.locator("html");
const prices = (page: Page, shown: RegExp) =>
  page
    .getByRole("main")
    .getByRole("button", { name: /, Full-time result, / })
    .filter({ hasText: shown });

const FRACTION = /\d\/\d+$/;
const AMERICAN = /[+−]\d{3,}$/;

test("a visitor chooses how pages and prices look, and it stays", async ({ page, browser, baseURL }) => {
  await page.goto("/");
  await expect(theme(page)).toHaveAttribute("data-theme", "dark");
  await expect(prices(page, /\d\.\d\d$/).first()).toBeVisible();

  await choose(page, "Light");
  await expect(theme(page)).toHaveAttribute("data-theme", "light");
  await choose(page, "Fractional");
  await expect(prices(page, FRACTION).first()).toBeVisible();
  await expect(prices(page, /\d\.\d\d$/)).toHaveCount(0);

  // What the server sends is already right: nothing has to be put right by a script.
  const sent = await (await page.request.get("/")).text();
  expect(sent).toMatch(/<html[^>]* data-theme="light"/);
  await page.goto("/live");
  await expect(theme(page)).toHaveAttribute("data-theme", "light");

  const plain = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const unscripted = await plain.newPage();
  await unscripted.goto("/");
  await choose(unscripted, "Light");
  await expect(theme(unscripted)).toHaveAttribute("data-theme", "light");
  await plain.close();
});

test("a choice without an answer is reported in the footer and changes nothing", async ({
  page,
  context,
}) => {
  await page.goto("/");
  await choose(page, "Fractional");
  const group = page.getByRole("group", { name: "Odds" });
  await expectHydrated(group);
  await context.setOffline(true);
  await group.getByRole("button", { name: "American" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "We couldn’t reach the server." });
  await expect(notice).toBeVisible();
  await expect(page.locator("[data-form-message]")).toBeFocused();
  await expect(group.getByRole("button", { name: "Fractional" })).toHaveAttribute("aria-pressed", "true");
  await expect(group.getByRole("button", { name: "American" })).toHaveAttribute("aria-pressed", "false");
  await context.setOffline(false);
  await choose(page, "American");
  await expect(notice).toBeHidden();
});

test("a player's choice goes along to other devices, and the device keeps it after signing out", async ({
  page,
  device,
}) => {
  const account = await register(page);
  await page.goto("/");
  await choose(page, "American");
  await choose(page, "Light");
  await expect(prices(page, AMERICAN).first()).toBeVisible();

  // The form of the settings knows of what is chosen at the foot of the same page.
  await page.goto("/account/settings");
  const appearance = page.getByLabel("Appearance", { exact: true }).and(page.locator("select"));
  await choose(page, "Dark");
  await expect(appearance).toHaveValue("dark");
  await choose(page, "Light");
  await expect(appearance).toHaveValue("light");

  const other = await device();
  await other.goto("/");
  await choose(other, "Hong Kong");
  await signIn(other, account);
  await other.goto("/");
  await expect(theme(other)).toHaveAttribute("data-theme", "light");
  await expect(prices(other, AMERICAN).first()).toBeVisible();

  // At once, where the page is connected already.
  await expect(async () => {
    await choose(page, "Decimal");
    await expect(prices(other, /\d\.\d\d$/).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
  await choose(page, "American");
  await expect(prices(other, AMERICAN).first()).toBeVisible();

  await other.goto("/account");
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByRole("link", { name: "Join" })).toBeVisible();
  await expect(theme(other)).toHaveAttribute("data-theme", "light");
  await expect(prices(other, AMERICAN).first()).toBeVisible();
});
