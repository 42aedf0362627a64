import { expectSound } from "./support/accessible.ts";
import { newMatch } from "./support/feed.ts";
import { confirm } from "./support/four-eyes.ts";
import { closeSlip, openSlip, pick, takeAnyPrice } from "./support/slip.ts";
import { demoAccount, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("a free bet that staff grant is the stake of a bet, and its winnings come without the stake", async ({
  page,
  device,
}) => {
  const { email } = await register(page);
  const match = await newMatch();
  await page.goto(match.path);
  const main = page.getByRole("main");
  await pick(main.getByRole("button", { name: /^Full-time result, / }).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await expect(slip.getByRole("button", { name: /^Use free bet/ })).toHaveCount(0);

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto(`/admin/players?q=${encodeURIComponent(email)}`);
  await desk.getByRole("main").getByRole("link", { name: email }).click();
  await desk.getByRole("button", { name: "Grant free bet" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("Amount (EUR)").fill("10");
  await dialog.getByLabel("Minimum odds").fill("1.1");
  await expectSound(desk, "the dialog to grant a free bet");
  await confirm(desk, "Grant free bet");
  await expect(dialog).toBeHidden();
  await expect(desk.getByRole("main").getByText("Available")).toBeVisible();

  await slip.getByRole("button", { name: "Use free bet €10" }).click();
  await expect(slip.getByText("Free bet €10.00")).toBeVisible();
  await expectSound(page, "a slip with a free bet");
  await slip.getByRole("button", { name: "Place free bet" }).click();
  await expect(slip.getByText("Bet placed")).toBeVisible();
  await slip.getByRole("button", { name: "Done" }).click();
  await closeSlip(page);
  await expectBalance(page, 0);

  await page.goto("/bets");
  await expect(main.getByText("Free bet: €10.00 stake not returned")).toBeVisible();
  await expect(main.getByText("No cash-out on free bets")).toBeVisible();
  const won = main.getByRole("listitem").filter({ hasText: "Free bet" });
  const profit = await won.getByRole("definition").last().textContent();
  await match.goal("home");
  await match.play(1);
  await match.fullTime();
  await expect(main.getByText("No open bets")).toBeVisible();
  await expectBalance(page, Math.round(Number(profit?.replace(/[^\d.]/g, "")) * 100));
});
