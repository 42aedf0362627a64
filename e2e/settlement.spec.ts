import { newMatch } from "./support/feed.ts";
import { closeSlip, openSlip, pick, place, takeAnyPrice } from "./support/slip.ts";
import { addMoney, balanceOf, expect, expectBalance, register, test } from "./support/test.ts";

test("bets settle on the open page, and the balance follows without a reload", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  const main = page.getByRole("main");
  const match = await newMatch({ minute: 70 });
  const line = "1.5";
  await page.goto(match.path);

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
  await expect(main.getByText("2 goals needed")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await match.goal("home");
  await match.play(5);
  await match.goal("away");
  await match.fullTime();
  await expect(main.getByText("No open bets")).toBeVisible();
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
