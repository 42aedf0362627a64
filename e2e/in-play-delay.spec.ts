import { openSlip, pick, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, balanceOf, expect, expectBalance, register, test } from "./support/test.ts";

test("an in-play bet says that it is checked first, holds the stake, and ends as a bet or with a reason, a reload notwithstanding", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  let slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await expect(
    slip.getByText(/^In-play bets are checked for \d+ seconds? before they are taken\.$/),
  ).toBeVisible();

  const checking = slip.getByText("Your bet is being checked");
  await expect(async () => {
    await slip.getByRole("button", { name: "Place bet €10.00" }).click({ timeout: 2_000 });
    await expect(checking).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeHidden();
  await page.reload();

  slip = await openSlip(page);
  const end = slip.getByText(/^(Bet placed|Not placed)$/);
  await expect(end).toBeVisible({ timeout: 15_000 });
  const placed = (await end.textContent()) === "Bet placed";
  await expectBalance(page, placed ? 9_000 : 10_000);
  if (!placed) await expect(slip.getByText("Your stake is back in your balance.")).toBeVisible();
  await page.goto("/bets");
  await expect(page.getByText("Full-time result")).toHaveCount(placed ? 1 : 0);
  expect(await balanceOf(page)).toBe(placed ? 9_000 : 10_000);
});
