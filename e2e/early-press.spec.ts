import { runningMatches } from "./support/slip.ts";
import { expect, test } from "./support/test.ts";

test("a price that is pressed before the page is awake goes to the slip", async ({ page }) => {
  let release = (): void => undefined;
  const asleep = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/chunks\/.*\.js/, async (route) => {
    await asleep;
    await route.continue();
  });
  await page.goto("/live", { waitUntil: "commit" });
  const [match] = await runningMatches(page);
  const price = page.locator(`article:has(a[href="${match.path}"]) button`).first();
  await price.click();
  // A person presses again when nothing happens.
  await price.click();
  await expect(price).toHaveAttribute("aria-pressed", "false");
  release();
  await expect(price).toHaveAttribute("aria-pressed", "true");
});
