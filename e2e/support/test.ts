import { randomBytes, randomInt } from "node:crypto";
import { test as base, expect, type Page } from "@playwright/test";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "../../lib/players/demo.ts";

export { expect } from "@playwright/test";

export type Account = { email: string; password: string };
type Role = (typeof DEMO_ACCOUNTS)[number]["role"];

/** The first demo account of that role. Journeys that move money take a fresh player instead. */
export const demoAccount = (role: Role): Account => {
  const found = DEMO_ACCOUNTS.find((account) => account.role === role);
  if (!found) throw new Error(`there is no demo account of role ${role}`);
  return { email: found.email, password: DEMO_PASSWORD };
};

/** Signs in through the form, as a person does. */
export const signIn = async (page: Page, account: Account): Promise<void> => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
};

/** Opens an account through the form; the page is signed in afterwards. */
export const register = async (page: Page): Promise<Account> => {
  const account = {
    email: `journey-${randomBytes(6).toString("hex")}@evens.example`,
    password: "corner-flag-in-the-rain",
  };
  await page.goto("/register");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByLabel("Display name").fill("Journey");
  await page.getByLabel("Date of birth").fill("1990-06-08");
  await page.getByLabel("Country you live in").selectOption("DE");
  await page.getByLabel("Currency").selectOption("EUR");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Open account" }).click();
  await page.waitForURL((url) => url.pathname !== "/register");
  return account;
};

type Fixtures = {
  /** Fails a journey whose page threw, whatever the journey looked at. */
  soundPage: undefined;
  /** A page signed in as a player made for this journey alone, without money. */
  playerPage: Page;
  /** A page signed in as the demo administrator. */
  adminPage: Page;
};

export const test = base.extend<Fixtures>({
  // Every journey comes from an address of its own, so that one doesn't use up another's rate limits.
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use) => {
    const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
    await use({ ...extraHTTPHeaders, "x-forwarded-for": address });
  },
  soundPage: [
    async ({ context }, use) => {
      const faults: string[] = [];
      context.on("weberror", (error) => faults.push(error.error().stack ?? error.error().message));
      await use(undefined);
      expect(faults, "uncaught errors in the page").toEqual([]);
    },
    { auto: true },
  ],
  playerPage: async ({ page }, use) => {
    await register(page);
    await use(page);
  },
  adminPage: async ({ page }, use) => {
    await signIn(page, demoAccount("admin"));
    await use(page);
  },
});
