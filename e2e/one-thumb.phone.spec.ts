import { OFFERED, runningMatches } from "./support/slip.ts";
import { addMoney, expect, register, test } from "./support/test.ts";

const THUMB_REACH = 0.4;

test("from home to a placed bet in three taps, the last two under the thumb", async ({ page }) => {
  await register(page);
  await addMoney(page, "50");
  await page.goto("/account/settings");
  await page.getByLabel("Odds changes").selectOption("any");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Settings saved.")).toBeVisible();
  await page.goto("/");
  const [match] = await runningMatches(page);
  const height = page.viewportSize()?.height ?? 0;

  await page
    .getByRole("main")
    .getByRole("article")
    .filter({ has: page.locator(`a[href="${match.path}"]`) })
    .last()
    .getByRole("button", { name: OFFERED })
    .first()
    .tap();
  const bar = page.getByRole("button", { name: "Slip, 1 selection" });
  expect((await bar.boundingBox())?.y).toBeGreaterThan(height * (1 - THUMB_REACH));
  await bar.tap();
  const place = page
    .getByRole("dialog", { name: "Bet slip" })
    .getByRole("button", { name: "Place bet €5.00" });
  await expect(place).toBeEnabled({ timeout: 30_000 });
  expect((await place.boundingBox())?.y).toBeGreaterThan(height * (1 - THUMB_REACH));
  await place.tap();
  await expect(page.getByRole("status").filter({ hasText: "Bet placed" })).toBeVisible();
});
