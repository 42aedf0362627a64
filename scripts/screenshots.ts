// Takes the README's pictures from a running platform: npm start, then npm run screenshots.
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium, devices, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_PLAYERS, DEMO_STAFF } from "#lib/players/index.ts";
import config from "../playwright.config.ts";

const ADDRESS = process.env.PUBLIC_URL ?? "http://localhost:3000";
const FOLDER = resolve(import.meta.dirname, "../docs/images");
const OFFERED = /, \d+\.\d\d$/;
const TRIES_MAX = 5;
const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch(config.use?.launchOptions);

const open = async (options: object): Promise<Page> => {
  const context = await browser.newContext({
    ...options,
    baseURL: ADDRESS,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
  });
  return context.newPage();
};

const signIn = async (page: Page, account: { email: string }): Promise<void> => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  if (!page.url().includes("/second-factor")) return;
  // Staff have a second step: the demo shows its codes.
  const app = await page.context().newPage();
  await app.goto("/demo/codes");
  const shown = app.getByRole("listitem").filter({ hasText: account.email }).locator("code");
  const code = (await shown.textContent()) ?? "";
  await app.close();
  await page.getByLabel(/^Code from your authenticator app/).fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
};

const show = (page: Page, theme: "dark" | "light"): Promise<void> =>
  page.evaluate((name) => document.documentElement.setAttribute("data-theme", name), theme);

const take = async (page: Page, name: string): Promise<void> => {
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: "disabled" });
  console.log(`  ${name}.png, ${Math.round(statSync(path).size / 1000)} kB`);
};

const main = (page: Page): Locator => page.getByRole("main");

/** The page of the most open match in its first hour: the one whose favourite pays most. */
const openMatch = async (page: Page): Promise<string> => {
  await page.goto("/live");
  await main(page).getByRole("button", { name: OFFERED }).first().waitFor();
  const rows = await main(page)
    .getByRole("article")
    .filter({ hasText: /^[1-5]\d′/ })
    .evaluateAll((articles) =>
      articles.map((article) => ({
        path: article.querySelector("a")?.getAttribute("href"),
        favourite: Math.min(
          ...[...article.querySelectorAll("[data-place='1'] button")].map(
            (button) => Number(button.ariaLabel?.split(", ").at(-1)) || 0,
          ),
        ),
      })),
    );
  const path = rows.sort((one, other) => other.favourite - one.favourite)[0]?.path;
  if (!path) throw new Error("no match is between its 10th and 59th minute: try again in a while");
  await page.goto(path);
  await main(page).getByRole("button", { name: OFFERED }).first().waitFor();
  return path;
};

const pickFirst = (page: Page, market: string): Promise<void> =>
  main(page)
    .getByRole("button", { name: new RegExp(`${market}.*${OFFERED.source}`) })
    .first()
    .click();

const bet = async (page: Page, slip: Locator, stake: string): Promise<void> => {
  await slip.getByLabel("Odds changes").selectOption("any");
  await slip.getByLabel("Stake", { exact: true }).fill(stake);
  const placed = slip.getByRole("status").filter({ hasText: /placed$/ });
  const ended = placed.or(slip.getByText(/^Bet rejected/)).first();
  // The bet waits out its delay, and a goal may stop the market meanwhile: then it comes back to the slip.
  for (let tries = 0; tries < TRIES_MAX && !(await placed.isVisible()); tries += 1) {
    await slip.getByRole("button", { name: /^Place bet / }).click();
    await ended.waitFor({ timeout: 15_000 }).catch(() => undefined);
  }
  await slip.getByRole("button", { name: "Done" }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
};

const desk = await open(DESK);
await signIn(desk, DEMO_PLAYERS[0]);
const slip = desk.getByRole("complementary", { name: "Bet slip" });
const match = await openMatch(desk);
// What an earlier run left in the player's slip comes with the page's scripts.
await slip
  .getByRole("button", { name: "Clear" })
  .click({ timeout: 5_000 })
  .catch(() => undefined);
for (const [market, stake] of [
  ["Full-time result", "40"],
  ["Total goals", "25"],
  ["Double chance", "15"],
] as const) {
  await pickFirst(desk, `^${market}, `);
  await bet(desk, slip, stake);
}
await pickFirst(desk, "^Total goals, ");
await slip.getByLabel("Stake", { exact: true }).fill("10");
await show(desk, "light");
await take(desk, "event-desktop-light");

await desk.goto("/");
await show(desk, "dark");
await slip.getByRole("button", { name: /^Place bet /, disabled: false }).waitFor();
await main(desk).getByRole("button", { name: OFFERED }).first().waitFor();
await take(desk, "home-desktop-dark");

await desk.goto("/bets");
await main(desk)
  .getByRole("button", { name: /^Cash out / })
  .first()
  .click();
await desk.getByRole("dialog", { name: "Cash out" }).waitFor();
await take(desk, "cash-out-desktop");

const staff = await open(DESK);
await signIn(staff, DEMO_STAFF[0]);
await staff.goto(`/admin/trading/${match.split("/").at(-1)}`);
await main(staff).getByRole("heading").first().waitFor();
await staff.getByRole("banner").getByText("Live", { exact: true }).waitFor();
await take(staff, "admin-desk");
await staff.getByRole("button", { name: "Settle match" }).click();
const settle = staff.getByRole("dialog", { name: /^Settle match/ });
for (const [at, goals] of ["2", "1"].entries())
  await settle
    .getByLabel(/^Score: /)
    .nth(at)
    .fill(goals);
await settle.getByRole("button", { name: "Apply" }).click();
await settle
  .getByText(/^Paid /)
  .first()
  .waitFor();
await take(staff, "admin-settle");

const phone = await open(PHONE);
await signIn(phone, DEMO_PLAYERS[0]);
await phone.goto("/");
await main(phone).getByRole("button", { name: OFFERED }).first().waitFor();
await take(phone, "home-phone");
await openMatch(phone);
await phone.getByRole("button", { name: /^Slip,/ }).click();
await phone.getByRole("dialog", { name: "Bet slip" }).getByLabel("Stake", { exact: true }).fill("10");
await take(phone, "slip-phone");

await browser.close();
