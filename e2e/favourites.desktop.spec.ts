import { runningMatches } from "./support/slip.ts";
import { expect, register, signIn, test } from "./support/test.ts";

test("a favourite's matches and a pinned market come first, on every device of the account", async ({
  page,
  device,
}) => {
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const [home = ""] = match.name.split(" – ");
  await page.goto(match.path);
  const star = page.getByRole("button", { name: `Favourite: ${home}` });
  const families = page.getByRole("main").getByRole("heading", { level: 3 });
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Pin Correct score" }).click();
  await expect(families.first()).toHaveText("Correct score");
  await page.reload();
  await expect(families.first()).toHaveText("Correct score");

  const list = (on: typeof page) => on.getByRole("list", { name: "Favourites, Football" });
  await page.goto("/");
  await expect(list(page).locator(`a[href="${match.path}"]`)).toBeVisible();

  const rail = page.getByRole("navigation", { name: "Competitions" });
  const last = rail.locator('a[href^="/competitions/"]').last();
  const competition = rail.locator(`a[href="${await last.getAttribute("href")}"]`);
  await competition.click();
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Favourite: / })
    .first()
    .click();
  await expect(rail.getByRole("heading").first()).toHaveText("Favourites");
  await expect(competition).toHaveCount(1);

  const account = await register(page);
  await page.goto("/");
  await expect(list(page)).toBeVisible();
  const other = await device();
  await signIn(other, account);
  await other.goto("/");
  await expect(list(other).locator(`a[href="${match.path}"]`)).toBeVisible();
  await page.goto(match.path);
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "false");
  await page.goto("/");
  await expect(page.getByRole("main").getByRole("article").first()).toBeVisible();
  await expect(list(page)).toHaveCount(0);
});
