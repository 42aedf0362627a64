import { expectSound } from "./support/accessible.ts";
import { closeSlip, openSlip, pick, place, resultPrices, stakeOn, upcomingMatch } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("one slip holds singles, a treble and systems, each with its stake, on every device, and one press places them", async ({
  page,
  device,
}) => {
  test.setTimeout(240_000);
  const account = await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  for (const back of [1, 2, 3]) await pick(resultPrices(page, await upcomingMatch(page, back)).first());
  let slip = await openSlip(page);
  // The usual stake, which nobody typed, is on all three as one line.
  await expect(stakeOn(slip, "Treble")).toHaveValue("5");
  await expect(slip.getByRole("button", { name: "Place bet €5.00" })).toBeVisible();
  await stakeOn(slip, "Treble").fill("");
  await expect(slip.getByRole("button", { name: "Place bet" })).toBeDisabled();
  const single = slip
    .getByRole("listitem")
    .first()
    .getByRole("textbox", { name: /^Stake on / });
  await single.fill("2");
  await stakeOn(slip, "Trixie").fill("1.50");
  await expect(slip.getByText("4 × €1.50 = €6.00")).toBeVisible();
  const button = slip.getByRole("button", { name: "Place 2 bets €8.00" });
  await expect(button).toBeInViewport({ ratio: 1 });
  await expectSound(page, "a slip with systems");

  await slip.getByRole("button", { name: "Clear" }).click();
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await slip.getByRole("button", { name: "Undo" }).click();
  await expect(button).toBeVisible();

  // A stake on a system holds for its bankers alone.
  const banker = slip.getByRole("button", { name: /^Banker: / }).first();
  await banker.click();
  await expect(stakeOn(slip, "Trixie")).toBeHidden();
  const saved = page.waitForResponse((answer) => /"0\.75"/.test(answer.request().postData() ?? ""));
  await stakeOn(slip, "System 1/2 \\+ 1 banker").fill("0.75");
  await expect(slip.getByRole("button", { name: "Place 2 bets €3.50" })).toBeVisible();
  await saved;
  const other = await device();
  await signIn(other, account);
  await expect((await openSlip(other)).getByRole("button", { name: "Place 2 bets €3.50" })).toBeVisible();
  await page.reload();
  slip = await openSlip(page);
  await expect(slip.getByRole("button", { name: "Place 2 bets €3.50" })).toBeVisible();
  await banker.click();
  await expect(slip.getByRole("button", { name: "Place bet €2.00" })).toBeVisible();

  await stakeOn(slip, "Trixie").fill("1.50");
  await place(slip);
  await expectBalance(page, 9_200);
  await expect(slip.getByText("Trixie")).toBeVisible();
  await slip.getByRole("button", { name: "Done" }).click();
  await closeSlip(page);
  await page.goto("/bets");
  await expect(page.getByRole("main").getByText("4 lines of €1.50")).toBeVisible();
});

test("of several bets on the same selections a refused one stays, with its selections and a way out", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  for (const back of [1, 2, 3]) await pick(resultPrices(page, await upcomingMatch(page, back)).first());
  const slip = await openSlip(page);
  await stakeOn(slip, "Treble").fill("1");
  await stakeOn(slip, "Doubles").fill("0.01");
  await slip.getByRole("button", { name: /^Place 2 bets €1\.03$/ }).click();
  await expect(slip.getByText("The minimum stake is €0.04.")).toBeVisible();
  await expect(slip.getByText("Bet placed").first()).toBeVisible();
  await expect(slip.getByRole("listitem")).toHaveCount(3);
  await expect(stakeOn(slip, "Treble")).toHaveValue("");
  await stakeOn(slip, "Doubles").fill("0.04");
  await expect(slip.getByText("The minimum stake is €0.04.")).toBeHidden();
  await slip.getByRole("button", { name: "Place bet €0.12" }).click();
  await expect(slip.getByText("Bet placed").first()).toBeVisible();
  await expectBalance(page, 9_888);
});
