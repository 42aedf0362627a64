import { closeSlip, openSlip, pick, place, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, balanceOf, expect, expectBalance, register, test } from "./support/test.ts";

test("bets settle before the player's eyes, and the balance follows without a reload", async ({ page }) => {
  test.setTimeout(150_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page, { from: 66, to: 80 });
  await page.goto(match.path);
  const main = page.getByRole("main");
  const under = main.getByRole("button", { name: /^Total goals, Under \d\.5, \d/ }).first();
  await expect(under).toBeVisible({ timeout: 30_000 });
  const line = /Under (\d\.5)/.exec((await under.getAttribute("aria-label")) ?? "")?.[1];

  // On both sides of one line, so that exactly one of the two wins, whatever happens.
  for (const side of ["Over", "Under"]) {
    await pick(main.getByRole("button", { name: new RegExp(`^Total goals, ${side} ${line}, `) }));
    const slip = await openSlip(page);
    await takeAnyPrice(slip);
    await slip.getByLabel("Stake", { exact: true }).fill("10");
    await place(slip);
    await slip.getByRole("button", { name: "Done" }).click();
    await closeSlip(page);
  }
  await expectBalance(page, 8_000);

  await page.getByRole("link", { name: "My bets" }).filter({ visible: true }).first().click();
  await expect(main.getByText(`Over ${line}`)).toBeVisible();
  // Unless the whistle was faster.
  await expect(main.getByText("Losing now").or(main.getByText("No open bets")).first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await expect(main.getByText("No open bets")).toBeVisible({ timeout: 100_000 });
  await main.getByRole("link", { name: "Settled" }).click();
  await expect(main.getByText("Won", { exact: true })).toHaveCount(1);
  await expect(main.getByText("Lost", { exact: true })).toHaveCount(1);
  const returned = main.getByRole("listitem").filter({ has: page.getByText("Won", { exact: true }) });
  const text = await returned.getByRole("definition").last().textContent();
  await expectBalance(page, 8_000 + Math.round(Number(text?.replace(/[^\d.]/g, "")) * 100));
  expect(await balanceOf(page)).toBeGreaterThan(9_000);
  await returned.getByRole("link", { name: "Details" }).click();
  await expect(main.getByRole("listitem").filter({ hasText: "Settled" })).toContainText(
    "Result of Total goals",
  );
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
});
