import { OFFERED } from "./support/slip.ts";
import { expect, test } from "./support/test.ts";

test("a new installation shows matches in play whose clocks and prices move", async ({ page }) => {
  await page.goto("/live");
  const main = page.getByRole("main");
  const prices = main.getByRole("button", { name: OFFERED });
  await expect(prices.first()).toBeVisible();
  const shown = () =>
    prices.evaluateAll((all) => all.map((price) => price.getAttribute("aria-label")).join());
  const before = await shown();
  await expect.poll(shown, { timeout: 45_000 }).not.toBe(before);
});
