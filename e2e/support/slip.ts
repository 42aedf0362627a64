import { expect, type Locator, type Page } from "@playwright/test";

/** The name of a price that can be taken ends with its figures. */
export const OFFERED = /, \d+\.\d\d$/;

/** The price of the favourite: the higher, the more open the match. */
export type Running = { eventId: string; path: string; name: string; favourite: number };

// Below it a match is nearly decided, and its prices go away.
const FAVOURITE_MIN = 1.15;

type Row = { path: string; clock: string; prices: string[] };

const rowsOf = (page: Page): Promise<Row[]> =>
  page
    .getByRole("main")
    .getByRole("article")
    .evaluateAll((articles) =>
      articles.map((article) => ({
        path: article.querySelector("a")?.getAttribute("href") ?? "",
        clock: article.textContent ?? "",
        prices: [...article.querySelectorAll("button")].map((each) => each.getAttribute("aria-label") ?? ""),
      })),
    );

/** Running matches on the page whose result is on offer, the most open first. */
export const runningMatches = async (
  page: Page,
  { from = 1, to = 60, count = 1 }: { from?: number; to?: number; count?: number } = {},
): Promise<[Running, ...Running[]]> => {
  let found: Running[] = [];
  await expect
    .poll(
      async () => {
        const rows = await rowsOf(page);
        found = rows.flatMap(({ path, clock, prices }) => {
          const minute = Number(/^(\d+)′/.exec(clock)?.[1]);
          const eventId = path.split("/").at(-1);
          const name = prices[0]?.split(", ")[0];
          const right = minute >= from && minute <= to && prices.every((each) => OFFERED.test(each));
          const favourite = Math.min(...prices.map((each) => Number(each.split(", ").at(-1))));
          return right && eventId && name && favourite > FAVOURITE_MIN
            ? [{ eventId, path, name, favourite }]
            : [];
        });
        found = [...new Map(found.map((each) => [each.eventId, each])).values()];
        found.sort((a, b) => b.favourite - a.favourite);
        return found.length;
      },
      { message: `matches between minute ${from} and ${to} with open prices`, timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(count);
  const [first, ...others] = found;
  if (!first) throw new Error("no match was found");
  return [first, ...others];
};

/** The prices of the result of one match, as its row shows them. */
export const resultPrices = (page: Page, { path }: Running): Locator =>
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
  if (!(await sheet.isVisible())) await page.getByRole("button", { name: /^Slip,/ }).click();
  await expect(sheet).toBeVisible();
  return sheet;
};

export const closeSlip = async (page: Page) => {
  const close = page.getByRole("button", { name: "Close the slip" });
  if (await close.isVisible()) await close.click();
};

export const takeAnyPrice = (slip: Locator) =>
  slip.getByLabel("Odds changes").selectOption({ label: "Accept any odds" });

/** Puts a price into the slip, again when it was stopped just then. */
export const pick = (price: Locator) =>
  expect(async () => {
    if ((await price.getAttribute("aria-pressed", { timeout: 2_000 })) !== "true")
      await price.click({ timeout: 2_000 });
    await expect(price).toHaveAttribute("aria-pressed", "true", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

/** Presses the one button until the bet stands, as a person does when a goal falls meanwhile. Returns the receipt. */
export const place = async (slip: Locator): Promise<Locator> => {
  const placed = slip.getByRole("status").filter({ hasText: /placed$/i });
  await expect(async () => {
    if (await placed.isVisible()) return;
    await slip
      .getByRole("button", { name: /^(Place (\d+ )?bets?|Accept changes and place) / })
      .click({ timeout: 2_000 });
    await expect(placed).toBeVisible({ timeout: 4_000 });
  }).toPass({ timeout: 40_000 });
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

/** A match that starts in hours, and its prices of the result on the list of what is live and next: the last of it. */
export const upcomingMatch = async (page: Page, back = 1): Promise<Running> => {
  let found: Running[] = [];
  await expect
    .poll(async () => {
      const rows = await rowsOf(page);
      found = rows.flatMap(({ path, clock, prices }) => {
        const eventId = path.split("/").at(-1);
        const name = prices[0]?.split(", ")[0];
        const open = prices.length > 0 && prices.every((each) => OFFERED.test(each));
        return open && eventId && name && /^\D*\d{1,2}:\d\d/.test(clock)
          ? [{ eventId, path, name, favourite: 2 }]
          : [];
      });
      return found.length;
    })
    .toBeGreaterThanOrEqual(back);
  const match = found.at(-back);
  if (!match) throw new Error("no match is to come");
  return match;
};
