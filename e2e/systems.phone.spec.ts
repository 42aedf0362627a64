import { openSlip, pick, resultPrices, stakeOn, upcomingMatch } from "./support/slip.ts";
import { addMoney, expect, register, test } from "./support/test.ts";

test("the slip's keypad types the stake, and the button stays in sight", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  for (const back of [1, 2, 3]) await pick(resultPrices(page, await upcomingMatch(page, back)).first());
  const slip = await openSlip(page);
  const keypad = slip.getByRole("group", { name: "Keypad" });
  await expect(keypad).toBeHidden();
  const field = stakeOn(slip, "Doubles");
  await field.tap();
  await expect(keypad).toBeVisible();
  await expect(field).toHaveAttribute("inputmode", "none");
  for (const key of ["1", ".", "2", "5"]) await keypad.getByRole("button", { name: key, exact: true }).tap();
  await expect(field).toHaveValue("1.25");
  await expect(field).toBeInViewport({ ratio: 1 });
  await expect(slip.getByRole("button", { name: "Place 2 bets €8.75" })).toBeInViewport({ ratio: 1 });
  await slip.getByRole("group", { name: "Quick stakes: Doubles" }).getByRole("button", { name: "€10" }).tap();
  await expect(field).toHaveValue("10");
  await keypad.getByRole("button", { name: "Delete the last digit" }).tap();
  await expect(field).toHaveValue("1");
  await slip.getByRole("button", { name: "Max" }).tap();
  // €5 of €100 are on the treble: three lines of what is left.
  await expect(field).toHaveValue("31.66");
  await keypad.getByRole("button", { name: "Done" }).tap();
  await expect(keypad).toBeHidden();
});
