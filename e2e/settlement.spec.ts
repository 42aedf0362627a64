import type { Page } from "@playwright/test";
import { closeSlip, openSlip, pick, place, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, balanceOf, expect, expectBalance, register, test } from "./support/test.ts";

/**
 * Puts "Over" on the slip, on a line that the next goal does not pass. Returns the line. Chooses anew where goals were faster:
 * nothing is placed yet.
 */
const chooseLine = async (page: Page): Promise<string> => {
  const main = page.getByRole("main");
  let line: string | undefined;
  await expect(async () => {
    await page.goto("/live");
    const [match] = await runningMatches(page, { from: 60, to: 74 });
    await page.goto(match.path);
    // The lowest line stands half a goal above the score, or higher.
    const under = main.getByRole("button", { name: /^Total goals, Under \d\.5, \d/ }).nth(1);
    const label = await under.getAttribute("aria-label", { timeout: 10_000 });
    line = /Under (\d\.5)/.exec(label ?? "")?.[1];
    await pick(main.getByRole("button", { name: new RegExp(`^Total goals, Over ${line}, `) }));
  }).toPass({ timeout: 90_000 });
  return line ?? "";
};

test("bets settle before the player's eyes, and the balance follows without a reload", async ({ page }) => {
  test.setTimeout(240_000);
  await register(page);
  await addMoney(page, "100");
  const main = page.getByRole("main");
  const line = await chooseLine(page);

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
  await expect(
    main
      .getByText(/^(Losing|\d goals? needed|Can’t win)$/)
      .or(main.getByText("No open bets"))
      .first(),
  ).toBeVisible();
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
