import { expect, type Locator, type Page } from "@playwright/test";
import { STABLE } from "../../scripts/testing/feed/stable-matches.ts";
import { expectHydrated } from "./test.ts";

/** The name of a price that can be taken ends with its figures. */
export const OFFERED = /, \d+\.\d\d$/;

export type Listed = { eventId: string; path: string; name: string };

// Below it a match is nearly decided, and some of its markets are closed.
const FAVOURITE_MIN = 1.15;

type Row = Listed & { inPlay: boolean; favourite: number };

/** The rows of matches that no journey changes and whose result is on offer, as the page lists them. */
const stableRows = async (page: Page): Promise<Row[]> => {
  const main = page.getByRole("main");
  await expect(main.getByRole("article").getByRole("button", { name: OFFERED }).first()).toBeVisible();
  const articles = await main.getByRole("article").evaluateAll((all) =>
    all.map((article) => ({
      path: article.querySelector("a")?.getAttribute("href") ?? "",
      text: article.textContent ?? "",
      prices: [...article.querySelectorAll("[data-place='1'] button")].map(
        (each) => each.getAttribute("aria-label") ?? "",
      ),
    })),
  );
  const rows = articles.flatMap(({ path, text, prices }): Row[] => {
    const eventId = path.split("/").at(-1) ?? "";
    const name = prices[0]?.split(", ")[0];
    const isFootball = prices.every((each) => each.includes(", Full-time result, ") && OFFERED.test(each));
    if (!name || !eventId.startsWith(STABLE) || !isFootball) return [];
    const favourite = Math.min(...prices.map((each) => Number(each.split(", ").at(-1))));
    return [{ eventId, path, name, inPlay: /^\d+′/.test(text), favourite }];
  });
  return [...new Map(rows.map((row) => [row.eventId, row])).values()];
};

/** Matches in play on the page, the most open first. They stay as they are. */
export const runningMatches = async (page: Page, count = 1): Promise<[Listed, ...Listed[]]> => {
  const running = (await stableRows(page)).filter(
    ({ inPlay, favourite }) => inPlay && favourite > FAVOURITE_MIN,
  );
  const [first, ...others] = running.toSorted((one, other) => other.favourite - one.favourite);
  if (!first || others.length + 1 < count)
    throw new Error(`the page lists ${running.length} open matches in play`);
  return [first, ...others];
};

/** A match on the page that starts in hours: the last of them, or one so many further up. */
export const upcomingMatch = async (page: Page, back = 1): Promise<Listed> => {
  const match = (await stableRows(page)).filter(({ inPlay }) => !inPlay).at(-back);
  if (!match) throw new Error("the page lists too few matches to come");
  return match;
};

/** The prices of the result of one match, as its row shows them. */
export const resultPrices = (page: Page, { path }: { path: string }): Locator =>
  page
    .getByRole("article")
    .filter({ has: page.locator(`a[href="${path}"]`) })
    .last()
    .getByRole("button", { name: /Full-time result/ });

/** On a desk the slip stands beside the page; on a phone it opens from the bar. */
export const openSlip = async (page: Page): Promise<Locator> => {
  const column = page.getByRole("complementary", { name: "Bet slip" });
  const sheet = page.getByRole("dialog", { name: "Bet slip" });
  if (await column.isVisible()) return column;
  if (!(await sheet.isVisible())) {
    const bar = page.getByRole("button", { name: /^Slip,/ });
    await expectHydrated(bar);
    await bar.click();
  }
  await expect(sheet).toBeVisible();
  return sheet;
};

export const closeSlip = async (page: Page) => {
  const close = page.getByRole("button", { name: "Close the slip" });
  if (await close.isVisible()) await close.click();
};

export const takeAnyPrice = (slip: Locator) =>
  slip.getByLabel("Odds changes").selectOption({ label: "Accept any odds" });

/** Puts a price into the slip, on a page that is hydrated: what is pressed before that is lost. */
export const pick = async (price: Locator): Promise<void> => {
  await expectHydrated(price);
  await price.click();
  await expect(price).toHaveAttribute("aria-pressed", "true");
};

/** The field for the stake of one bet of a slip with several selections: "Treble", "Trixie", or a selection. */
export const stakeOn = (slip: Locator, bet: string): Locator =>
  slip.getByRole("textbox", { name: new RegExp(`^Stake (on|per line,) ${bet}$`) });

/** Places what is on the slip. Returns the receipt. */
export const place = async (slip: Locator): Promise<Locator> => {
  const placed = slip.getByRole("status").filter({ hasText: /placed$/i });
  await slip.getByRole("button", { name: /^Place (\d+ )?bets? / }).click();
  await expect(placed).toBeVisible();
  return placed;
};

/** As if the player had seen these odds (×10⁻⁴) when the nth bet was sent, counted from 1; null leaves a bet as it is. */
export const pretendSeen = async (page: Page, seen: (nth: number) => number | null): Promise<void> => {
  let sent = 0;
  await page.route("**", async (route, request) => {
    const body = request.postData() ?? "";
    if (request.method() !== "POST" || !body.includes('"idempotencyKey"')) return route.fallback();
    sent += 1;
    const odds = seen(sent);
    await route.continue({
      postData: odds === null ? body : body.replace(/"odds":"\d+"/, `"odds":"${odds}"`),
    });
  });
};
