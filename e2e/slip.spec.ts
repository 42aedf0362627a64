import { openSlip, pick, pretendSeen, resultPrices, stakeOn, upcomingMatch } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

test("the stake is read as people write amounts, or refused with words, and is never another number", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "1000");
  await page.goto("/live");
  await pick(resultPrices(page, await upcomingMatch(page, 3)).first());
  const slip = await openSlip(page);
  const field = slip.getByLabel("Stake", { exact: true });
  const button = slip.getByRole("button", { name: /^Place bet/ });
  for (const [text, amount] of [
    ["１００", "€100.00"],
    ["€900.50", "€900.50"],
    ["900,50", "€900.50"],
    ["2,5", "€2.50"],
  ] as const) {
    await field.fill(text);
    await expect(button).toHaveText(`Place bet ${amount}`);
  }
  for (const [text, words] of [
    ["-5", "Enter an amount above zero."],
    ["1e3", /^Enter an amount, such as €/],
    ["$5", /^Your account is in EUR/],
    ["1.005", "Enter at most 2 decimal places."],
  ] as const) {
    await field.fill(text);
    await expect(slip.getByText(words)).toBeVisible();
    await expect(button).toBeDisabled();
  }

  // A refusal goes as soon as the slip is edited.
  await field.fill("0.05");
  await button.click();
  const refusal = slip.getByText("The minimum stake is €0.10.");
  await expect(refusal).toBeVisible();
  await field.fill("2");
  await expect(refusal).toBeHidden();
  await field.press("Enter");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(slip.getByRole("status").filter({ hasText: "Bet placed" })).toBeVisible();
  await expectBalance(page, 99_800);
});

test("a stake that would pay more than the maximum says so, and offers the largest one", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const match = await upcomingMatch(page, 2);
  await page.goto(match.path);
  await page.getByRole("button", { name: "Scores", exact: true }).click();
  await pick(
    page
      .getByRole("main")
      .getByRole("button", { name: /^Correct score, .*, \d\d+\.\d\d$/ })
      .last(),
  );
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("99999");
  await expect(slip.getByText("€250,000.00")).toBeVisible();
  await slip.getByRole("button", { name: /^Use €[\d,.]+$/ }).click();
  await expect(slip.getByText(/^The maximum payout is/)).toBeHidden();
});

test("of a batch that is placed in part, each rejected bet says why, and the button stays in sight", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  for (const back of [1, 2, 3, 4, 5]) await pick(resultPrices(page, await upcomingMatch(page, back)).first());
  const better = 9_990_000;
  await pretendSeen(page, (nth) => (nth % 2 === 0 ? better : null));
  const slip = await openSlip(page);
  await stakeOn(slip, "5-fold").fill("");
  await stakeOn(slip, "all singles").fill("5");
  await slip.getByRole("button", { name: /^(Place 5 bets|Accept changes and place) €25.00$/ }).click();
  await expect(slip.getByText("3 bets placed").first()).toBeVisible();
  await expect(slip.getByText("2 bets rejected")).toBeVisible();
  await expect(slip.getByText(/^The odds changed from 999.00 to /)).toHaveCount(2);
  await expect(
    slip.getByRole("button", { name: /^(Place 2 bets|Accept changes and place) €10.00$/ }),
  ).toBeInViewport({ ratio: 1 });
  await expectBalance(page, 8_500);
});
