import { expectSound } from "./support/accessible.ts";
import { OFFERED, resultPrices, runningMatches } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

const TABS_MAX = 400;

test("from home to a placed bet by keyboard alone", async ({ page }) => {
  await register(page);
  await addMoney(page, "50");
  await page.goto("/");
  const [match] = await runningMatches(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");

  const tabTo = async (wanted: RegExp) => {
    const passed: string[] = [];
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      await page.keyboard.press("Tab");
      // A row that leaves the list takes the focus with it; the next Tab goes on from where it was.
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return "";
        const field = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
        const label = field ? element.labels?.[0]?.textContent : null;
        return element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "";
      });
      if (wanted.test(name)) return;
      passed.push(name);
    }
    throw new Error(`${wanted} is not on the way: ${passed.join(" | ")}`);
  };
  await tabTo(new RegExp(`^${match.name}, Full-time result, .*${OFFERED.source}`));
  await page.keyboard.press("Enter");
  const slip = page.getByRole("complementary", { name: "Bet slip" });
  await expect(slip.getByText("Odds changes")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { chosen: document.activeElement }));
  await page.keyboard.press("s");
  await expect(slip.getByLabel("Stake", { exact: true })).toBeFocused();
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("5");
  await page.keyboard.press("Escape");
  const back = () => "chosen" in window && document.activeElement === window.chosen;
  expect(await page.evaluate(back), "the focus is on the chosen price again").toBe(true);
  await page.keyboard.press("s");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await tabTo(/^Odds changes/);
  await page.keyboard.press("End");
  await expect(page.getByLabel("Odds changes")).toHaveValue("any");
  const button = page.getByRole("button", { name: "Place bet €3.00" });
  await expect(button).toBeEnabled({ timeout: 30_000 });
  await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Bet placed" })).toBeVisible();
  await expectBalance(page, 4_700);
});

test("the slip is the second stop of the keyboard, on every page", async ({ page }) => {
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await resultPrices(page, match).first().click();
  const slip = page.getByRole("complementary", { name: "Bet slip" });
  await expect(slip.getByLabel("Stake", { exact: true })).toBeVisible();
  await page.goto(match.path);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to the bet slip" })).toBeFocused();
  await expect(slip.getByLabel("Stake", { exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(slip.getByLabel("Stake", { exact: true })).toBeFocused();
});

test("what the keyboard goes to lies neither under the head nor under a phone's bar", async ({ page }) => {
  await page.goto("/");
  const prices = page.getByRole("main").getByRole("button", { name: OFFERED });
  const step = async (key: string) => {
    await page.keyboard.press(key);
    return page.evaluate(() => {
      const { x, y, width, height } = (document.activeElement ?? document.body).getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + 2);
      const bottom = document.elementFromPoint(x + width / 2, y + height - 2);
      const under = [top, bottom].flatMap((element) => element?.closest("header, nav")?.outerHTML ?? []);
      const price = document.activeElement?.matches("main article button");
      return { price, top: y, under: price ? under : [] };
    });
  };
  for (const height of [900, 500]) {
    await page.setViewportSize({ width: height === 900 ? 1440 : 390, height });
    for (const [from, key] of [
      [prices.last(), "Shift+Tab"],
      [prices.first(), "Tab"],
    ] as const) {
      await from.focus();
      let passed = 0;
      for (let steps = 0; steps < 60; steps += 1) {
        const { price, under } = await step(key);
        expect(under, `${key} at ${height} px`).toEqual([]);
        if (price) passed += 1;
      }
      expect(passed).toBeGreaterThan(20);
    }
  }
});

test("the key that goes to the search can be turned off, with an account and without", async ({ page }) => {
  const search = page.getByRole("combobox", { name: "Search teams and competitions" });
  const pressed = async () => {
    await page.getByRole("heading", { level: 1 }).first().click();
    await page.keyboard.press("/");
    return search.evaluate((box) => box === document.activeElement);
  };
  await page.goto("/search");
  const keySwitch = page.getByRole("checkbox", { name: "Press / to search" });
  await expect(keySwitch).toBeChecked();
  expect(await pressed()).toBe(true);
  await keySwitch.uncheck();
  await expect(search).not.toHaveAttribute("aria-keyshortcuts");
  expect(await pressed()).toBe(false);
  await expectSound(page, "search, its key turned off");

  await page.goto("/live");
  expect(await pressed(), "on every page, after a reload too").toBe(false);
  await register(page);
  await page.goto("/account/settings");
  await expect(keySwitch).not.toBeChecked();
  await keySwitch.check();
  expect(await pressed()).toBe(true);
});

test("a question mark lists the shortcuts, and a search leads to its results", async ({ page }) => {
  await page.goto("/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(dialog.getByText("From a selection: jump to the slip")).toBeVisible();
  await expectSound(page, "the list of shortcuts");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  await page.keyboard.press("/");
  await page.keyboard.type("a");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=a$/);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Search teams and competitions" })).toHaveValue("a");
});
