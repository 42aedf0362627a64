import { expect, test } from "@playwright/test";
import { pick, runningMatches } from "./support/slip.ts";

const KICK_OFF = /^\d\d:\d\d$/;

test.describe("without any script", () => {
  test.use({ javaScriptEnabled: false });

  for (const path of ["/", "/live", "/search?q=a"])
    test(`${path} shows matches with their prices and kick-offs`, async ({ page }) => {
      await page.goto(path);
      const main = page.getByRole("main");
      await expect(main.getByRole("article").first()).toBeVisible();
      await expect(main.locator("button[data-state] b").filter({ hasText: /\d/ }).first()).toBeVisible();
      await expect(main.locator("time .figures").first()).toHaveText(KICK_OFF);
    });

  test("a match shows its score and its markets", async ({ page }) => {
    await page.goto("/");
    const path = await page.getByRole("main").locator("article a").first().getAttribute("href");
    await page.goto(path ?? "");
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(main.locator("button[data-state]").first()).toBeVisible();
  });
});

test("kick-offs do not move on hydration, nor on the pages that follow", async ({ page }) => {
  const broken: string[] = [];
  page.on("pageerror", ({ message }) => broken.push(message));
  // No kick-off is on this page: the next one begins without what a server wrote.
  await page.goto("/search");
  await page.getByRole("link", { name: "Live", exact: true }).filter({ visible: true }).first().click();
  await expect(page).toHaveURL(/\/live/);
  const times = page.getByRole("main").locator("time .figures");
  // A visitor's zone is known once the browser has told it, in its first idle moment.
  await expect(page.getByRole("main").locator("time").first()).toHaveAttribute("title", "Europe/Berlin");
  const shown = await times.allTextContents();
  await page.reload();
  await expect(times.first()).toHaveText(KICK_OFF);
  expect(await times.allTextContents()).toEqual(expect.arrayContaining(shown));
  expect(broken).toEqual([]);
});

test("a page that is loading is announced", async ({ page }) => {
  await page.goto("/live");
  const [match] = await runningMatches(page);
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(
    (url) => url.pathname === match.path && url.searchParams.has("_rsc"),
    async (route) => {
      await held;
      await route.continue();
    },
  );
  await page.locator(`a[href="${match.path}"]`).first().click();
  await expect(page.locator("[data-leaving]")).toBeAttached();
  answer();
  await expect(page).toHaveURL(new RegExp(`${match.path}$`));
  await expect(page.locator("[data-leaving]")).toHaveCount(0);
});

test("a page that waits for one of its scripts keeps still", async ({ page, request }) => {
  const scriptsOf = async (path: string) =>
    new Set((await (await request.get(path)).text()).match(/\/_next\/static\/chunks\/[\w.-]+\.js/g));
  const [here, elsewhere] = [await scriptsOf("/"), await scriptsOf("/sign-in")];
  const own = [...here].filter((script) => !elsewhere.has(script));
  expect(own.length).toBeGreaterThan(0);
  let arrive = (): void => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(
    (url) => own.includes(url.pathname),
    async (route) => {
      await held;
      await route.continue();
    },
  );
  // React plans its work by messages to itself: a page that begins anew for as long as it waits sends a thousand a second.
  await page.addInitScript(() => {
    const { postMessage } = MessagePort.prototype;
    Object.assign(window, { turns: 0 });
    MessagePort.prototype.postMessage = function (...given: unknown[]) {
      Object.assign(window, { turns: (window as unknown as { turns: number }).turns + 1 });
      return Reflect.apply(postMessage, this, given);
    };
  });
  await page.goto("/", { waitUntil: "commit" });
  const turns = () => page.evaluate(() => (window as unknown as { turns: number }).turns);
  await expect.poll(turns).toBeGreaterThan(0);
  await page.waitForTimeout(1_500);
  const before = await turns();
  await page.waitForTimeout(1_500);
  expect((await turns()) - before).toBeLessThan(50);
  arrive();
  await pick(page.getByRole("main").locator("button[data-state=offered]").first());
});
