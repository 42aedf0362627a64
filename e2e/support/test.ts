import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_PLAYERS, DEMO_STAFF } from "../../lib/players/demo.ts";
import { randomName } from "../../lib/players/testing/random-name.ts";
import { type Visitor, visit } from "../../scripts/testing/site.ts";

export { expect } from "@playwright/test";

export type Account = { email: string; password: string };
const DEMO = {
  player: DEMO_PLAYERS[0],
  admin: DEMO_STAFF[0],
  trader: DEMO_STAFF[1],
  risk: DEMO_STAFF[2],
  support: DEMO_STAFF[3],
};

/** A demo account. Journeys that move money take a fresh player instead. */
export const demoAccount = (who: keyof typeof DEMO): Account => ({
  email: DEMO[who].email,
  password: DEMO_PASSWORD,
});

export const fillSignIn = async (page: Page, account: Account): Promise<void> => {
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
};

const SITE = process.env.E2E_URL ?? "http://localhost:3000";

/** Gives a page the cookies of somebody who has signed in over plain HTTP. */
export const enterAs = async (page: Page, visitor: Pick<Visitor, "cookie">): Promise<void> => {
  const cookies = visitor
    .cookie()
    .split("; ")
    .map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: SITE };
    });
  await page.context().addCookies(cookies);
};

/** Signs a member of staff in by a passkey, without the form, and opens the back office. */
const signInStaff = async (page: Page, { email }: Account): Promise<void> => {
  const visitor = visit(SITE);
  await visitor.signInStaff(email);
  await enterAs(page, visitor);
  await page.goto("/admin");
};

/** Signs in: staff by a passkey, players through the form, as a person does. */
export const signIn = async (page: Page, account: Account): Promise<void> => {
  if (DEMO_STAFF.some(({ email }) => email === account.email)) return signInStaff(page, account);
  await page.goto("/sign-in");
  await fillSignIn(page, account);
  await page.waitForURL((url) => url.pathname !== "/sign-in");
};

export const newAccount = (): Account => ({
  email: `journey-${randomBytes(6).toString("hex")}@mail.example`,
  password: "corner-flag-in-the-rain",
});

/** Writes a date, YYYY-MM-DD, into its three boxes. */
export const fillBirthDate = async (page: Page, date: string): Promise<void> => {
  const group = page.getByRole("group", { name: "Date of birth" });
  const [year = "", month = "", day = ""] = date.split("-");
  await group.getByLabel("Day").fill(day);
  await group.getByLabel("Month").fill(month);
  await group.getByLabel("Year").fill(year);
};

/** What a registration asks for besides how the player signs in, and sends it. */
export const fillPersonAndResidence = async (
  page: Page,
  birthDate = "1990-06-08",
  { country, currency } = { country: "MT", currency: "EUR" },
): Promise<void> => {
  await page.getByLabel("Display name").fill("Journey");
  await page.getByLabel("First name").fill("Jo");
  await page.getByLabel("Last name").fill(randomName());
  await page.getByLabel("Street and house number").fill("Hauptstraße 1");
  await page.getByLabel("Town or city").fill("Berlin");
  await page.getByLabel("Postcode").fill("10115");
  await fillBirthDate(page, birthDate);
  await page.getByLabel("Country you live in").selectOption(country);
  await page.getByLabel("Currency").selectOption(currency);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Open account" }).click();
};

export const fillRegistration = async (
  page: Page,
  account: Account,
  birthDate: string,
  { country, currency } = { country: "MT", currency: "EUR" },
): Promise<void> => {
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await fillPersonAndResidence(page, birthDate, { country, currency });
};

/** Runs a command as whoever is signed in on the page, without its screen. */
const command = async (page: Page, name: string, data: object): Promise<unknown> => {
  const headers = { origin: new URL(SITE).origin };
  const answer = await page.request.post(`${SITE}/api/v1/commands/${name}`, { data, headers });
  const said = await answer.json();
  expect(said, name).toMatchObject({ ok: true });
  return said.value;
};

/** Gives the page a new account, verified, and signed in. Its form is what the journeys of registration fill. */
export const register = async (page: Page): Promise<Account> => {
  const account = newAccount();
  const visitor = visit(SITE);
  const settings = { timeZone: "Europe/Berlin" };
  await visitor.open({ ...account, displayName: "Journey", firstName: "Jo", settings });
  await enterAs(page, visitor);
  return account;
};

/** Waits until React has hydrated this part of the page, which leaves a mark on its elements. */
export const expectHydrated = (part: Locator): Promise<void> =>
  expect
    .poll(() => part.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__react"))))
    .toBe(true);

/** What is pressed before a page is hydrated is lost, and a test presses sooner than any person. */
const pressOnlyWhenHydrated = (page: Page): Page => {
  const hydrated = () =>
    page.waitForFunction(() =>
      [...document.querySelectorAll("button")].every((button) =>
        Object.keys(button).some((key) => key.startsWith("__react")),
      ),
    );
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    if (!options?.waitUntil) await hydrated();
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    if (!options?.waitUntil) await hydrated();
    return answer;
  };
  return page;
};

/** Answers the question before a first deposit, where it is asked. */
export const declineLimits = async (page: Page): Promise<void> => {
  const decline = page.getByRole("button", { name: "No limit for now" });
  const amount = page.getByLabel(/^Amount \(/);
  await expect(decline.or(amount)).toBeVisible();
  if (await decline.isVisible()) await decline.click();
};

/** Deposits play money, and waits until it is in the balance. */
export const addMoney = async (page: Page, amount: string): Promise<void> => {
  const credited = async (): Promise<bigint> => {
    const answer = await page.request.get(`${SITE}/api/me`);
    return BigInt((await answer.json()).viewer.balance.balance);
  };
  const before = await credited();
  await command(page, "limit.decline", {});
  await command(page, "cashier.deposit", { idempotencyKey: randomUUID(), amount });
  await expect.poll(credited, { message: `${amount} is in the balance` }).toBeGreaterThan(before);
};

/** What the header says that the player can spend, in minor units. */
export const balanceOf = async (page: Page): Promise<number> => {
  const text = await page.getByRole("link", { name: /^Balance/ }).textContent();
  return Math.round(Number(text?.replace(/[^\d.]/g, "")) * 100);
};

export const expectBalance = (page: Page, minor: number): Promise<void> =>
  expect.poll(() => balanceOf(page), `the balance becomes ${minor / 100}`).toBe(minor);

type Fixtures = {
  /** Fails a journey whose page threw, whatever the journey looked at. */
  soundPage: { watch: (context: BrowserContext) => void };
  /** Another browser of the same kind, at another address, which shares nothing with the first. */
  device: () => Promise<Page>;
  /** A page signed in as a player made for this journey alone, without money. */
  playerPage: Page;
  /** A page signed in as the demo administrator. */
  adminPage: Page;
};

const fromNewAddress = (): Record<string, string> => ({
  "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
});

export const test = base.extend<Fixtures>({
  // Every journey comes from an address of its own, so that one doesn't use up another's rate limits.
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use) => {
    await use({ ...extraHTTPHeaders, ...fromNewAddress() });
  },
  soundPage: [
    async ({ context }, use) => {
      const faults: string[] = [];
      const watch = (watched: BrowserContext): void => {
        watched.on("weberror", (error) => faults.push(error.error().stack ?? error.error().message));
      };
      watch(context);
      await use({ watch });
      expect(faults, "uncaught errors in the page").toEqual([]);
    },
    { auto: true },
  ],
  page: async ({ page, javaScriptEnabled }, use) => {
    await use(javaScriptEnabled === false ? page : pressOnlyWhenHydrated(page));
  },
  device: async ({ browser, soundPage }, use, { project }) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...project.use, extraHTTPHeaders: fromNewAddress() });
      opened.push(context);
      soundPage.watch(context);
      return pressOnlyWhenHydrated(await context.newPage());
    });
    for (const context of opened) await context.close();
  },
  playerPage: async ({ page }, use) => {
    await register(page);
    await use(page);
  },
  adminPage: async ({ page }, use) => {
    await signIn(page, demoAccount("admin"));
    await use(page);
  },
});
