import { expect, test } from "./support/test.ts";

test("a search lists what it finds from the first letter, keeps its text, and remembers it", async ({
  page,
}, { project }) => {
  const phone = project.name === "phone";
  await page.goto("/");
  const open = async () => {
    if (phone) await page.getByRole("link", { name: "Search teams and competitions" }).click();
    else await page.keyboard.press("/");
  };
  const box = page.getByRole("combobox", { name: "Search teams and competitions" }).filter({ visible: true });
  const options = page.getByRole("option");
  await open();
  await expect(box).toBeFocused();
  await page.keyboard.type("e");
  await expect(options.first()).toContainText(/^European|\bE\w/i);
  await page.keyboard.type("uropaen");
  await expect(options.first(), "a typo finds it as well").toContainText("European Nations Cup");
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/competitions\//);
  await expect(options).toHaveCount(0);
  if (!phone) await expect(box).toHaveValue("europaen");

  await open();
  await expect(box).toBeFocused();
  await box.fill("");
  await expect(options.filter({ hasText: "europaen" })).toBeVisible();
  await box.fill("zzzz");
  await expect(page.getByText("Nothing found for “zzzz”")).toBeVisible();
  await box.fill("euro");
  await options.filter({ hasText: "All matches for “euro”" }).click();
  await expect(page).toHaveURL(/\/search\?q=euro$/);
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
  await expect(box).toHaveValue("euro");
});
