import { newMatch } from "./support/feed.ts";
import { closeSlip, openSlip, pick, place } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

const minorOf = (text: string | null): number => Math.round(Number(text?.replace(/[^\d.]/g, "")) * 100);

test("an open bet gets another selection and more stake, and both bets name each other", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  const main = page.getByRole("main");
  const matches = [await newMatch({ minute: null }), await newMatch({ minute: null })] as const;
  const over = main.getByRole("button", { name: /^Total goals, Over 2\.5, / });
  await page.goto(matches[0].path);
  await pick(over);
  let slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await place(slip);
  await slip.getByRole("button", { name: "Done" }).click();
  await closeSlip(page);
  await expectBalance(page, 9_000);
  await page.goto(matches[1].path);
  await pick(over);
  slip = await openSlip(page);
  await slip.getByRole("button", { name: "Open (1)" }).click();
  await expect(slip.getByRole("button", { name: "Edit bet" })).toBeVisible();
  await slip.getByRole("button", { name: "Edit bet" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit bet" });
  const save = dialog.getByRole("button", { name: "Save changes" });
  const figure = (name: string) =>
    dialog.locator("dl > div").filter({ hasText: name }).getByRole("definition");
  await expect(figure("Your bet is worth")).toBeVisible();
  await expect(save).toBeDisabled();

  // A stake that balance and bet do not pay for.
  const stake = dialog.getByLabel("New stake (EUR)");
  await stake.fill("500");
  await expect(dialog.getByText(/^Your balance and your bet come to €/)).toBeVisible();
  await expect(save).toBeDisabled();
  await dialog.getByRole("button", { name: "Swap Over 2.5" }).click();
  await dialog.getByRole("button", { name: /^Under 2\.5 / }).click();
  await dialog.getByRole("button", { name: "Add Over 2.5" }).click();
  await stake.fill("20");
  await expect(dialog.getByRole("button", { name: "Remove Under 2.5" })).toBeVisible();
  await expect(save).toBeEnabled();
  const added = minorOf(await figure("From your balance").textContent());
  await save.click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await expectBalance(page, 9_000 - added);

  await page.goto("/bets");
  await expect(main.getByText("This bet replaced an earlier one.")).toBeVisible();
  await main.getByRole("link", { name: "See the earlier bet" }).click();
  await expect(main.getByText("You edited this bet.").first()).toBeVisible();
  await expect(main.getByText("Edited", { exact: true }).first()).toBeVisible();
  await main.getByRole("link", { name: "See the new bet" }).click();
  await expect(main.getByText("Under 2.5", { exact: true }).first()).toBeVisible();
});
