import { runningMatches, upcomingMatch } from "./support/slip.ts";
import { expect, test } from "./support/test.ts";

const rowOf = (page: import("@playwright/test").Page, path: string) =>
  page
    .getByRole("article")
    .filter({ has: page.locator(`a[href="${path}"]`) })
    .last();

test("a row shows three markets where it is wide, and elsewhere the one that is picked", async ({ page }, {
  project,
}) => {
  const wide = project.name === "desktop";
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const row = rowOf(page, match.path);
  const height = (await row.boundingBox())?.height ?? 0;
  const result = row.getByRole("button", { name: /, Full-time result, / });
  const total = row.getByRole("button", { name: /, Total goals, (Over|Under) \d+\.5, / });
  await expect(result).toHaveCount(3);
  if (wide) {
    expect(height).toBeLessThanOrEqual(46);
    await expect(total).toHaveCount(2);
    await expect(row.getByRole("button", { name: /, Asian handicap, / })).toHaveCount(2);
    await expect(page.getByRole("navigation", { name: "Market shown" })).toBeHidden();
    return;
  }
  expect(height).toBeGreaterThanOrEqual(72);
  expect(height).toBeLessThanOrEqual(76);
  await expect(total).toHaveCount(0);
  await page.getByRole("navigation", { name: "Market shown" }).getByText("Total goals").click();
  await expect(page).toHaveURL(/\?market=2$/);
  await expect(total).toHaveCount(2);
  await expect(result).toHaveCount(0);
  await page.goto("/live");
  await expect(rowOf(page, match.path).getByRole("button", { name: /, Total goals, / })).toHaveCount(2);
});

test("lists are narrowed by time and grouped by competition, in the address", async ({ page }) => {
  await page.goto("/");
  const upcoming = await upcomingMatch(page);
  const when = page.getByRole("navigation", { name: "When" });
  await when.getByRole("link", { name: "Tomorrow" }).click();
  await expect(page).toHaveURL(/\?when=tomorrow$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tomorrow");
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText(["Tomorrow"]);
  await when.getByRole("link", { name: "All" }).click();
  await expect(rowOf(page, upcoming.path)).toBeVisible();
  await expect(page.getByRole("heading", { level: 3, name: /^Football/ }).first()).toBeVisible();
  await page.getByRole("link", { name: "By competition" }).click();
  await expect(page).toHaveURL(/\?by=competition$/);
  await expect(page.getByRole("heading", { level: 3, name: /^Football/ })).toHaveCount(0);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 3, name: /Cup|friendl/ }).first()).toBeVisible();
});

test.describe("without any script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test("the address alone picks the market and the time", async ({ page }) => {
    await page.goto("/?when=tomorrow");
    const rows = page.getByRole("main").getByRole("article");
    await expect(rows.first()).toBeVisible();
    await page.getByRole("navigation", { name: "Market shown" }).getByRole("link").nth(1).click();
    await expect(page).toHaveURL(/when=tomorrow&market=2$/);
    await expect(rows.first().getByRole("button", { name: /, Over \d+\.5/ })).toBeVisible();
  });
});
