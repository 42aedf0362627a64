import { runningMatches } from "./support/slip.ts";
import { expect, test } from "./support/test.ts";

test("a match keeps its score in sight, and its view and markets in the address", async ({ page }) => {
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await page.goto(match.path);
  const main = page.getByRole("main");
  const bar = main.getByRole("button", { name: /: back to the scoreboard$/ });
  await expect(main.getByText("Betting is open")).toBeVisible();
  await expect(bar).toBeHidden();
  await page.mouse.wheel(0, 900);
  await expect(bar).toBeVisible();
  const [home = ""] = match.name.split(" – ");
  await expect(bar).toContainText(home);
  await bar.click();
  await expect(bar).toBeHidden();
  await expect(main.getByText("Betting is open")).toBeInViewport();

  await main.getByRole("button", { name: "Goals", exact: true }).click();
  await expect(page).toHaveURL(/\?group=goals$/);
  await page.reload();
  await expect(main.getByRole("button", { name: "Goals", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await main.getByRole("button", { name: "Statistics", exact: true }).click();
  await expect(page).toHaveURL(/view=statistics/);
  await page.reload();
  await expect(main.getByRole("heading", { name: "Momentum" })).toBeVisible();
  await main.getByRole("button", { name: "Markets", exact: true }).click();
  await expect(page).not.toHaveURL(/view=/);
});
