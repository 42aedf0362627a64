import { newMatch } from "./support/feed.ts";
import { openSlip, pick, place, takeAnyPrice } from "./support/slip.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("staff settle by hand what they were shown, take it back, and the player's money follows", async ({
  page,
  device,
}) => {
  await register(page);
  await addMoney(page, "100");
  const match = await newMatch();
  await page.goto(match.path);
  await pick(
    page
      .getByRole("main")
      .getByRole("button", { name: /^Full-time result, / })
      .first(),
  );
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await place(slip);
  await expectBalance(page, 9_000);

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto(`/admin/trading/${match.eventId}`);
  await desk.getByRole("link", { name: /^With bets \(\d+\)$/ }).click();
  await expect(desk.getByRole("link", { name: /^With bets/ })).toHaveAttribute("aria-current", "true");
  await desk.getByRole("button", { name: "Settle Full-time result" }).click();
  const question = desk.getByRole("dialog", { name: "Settle Full-time result" });
  const effect = question.getByRole("region", { name: "Financial impact" });
  // Nothing is chosen beforehand, and the running score is not offered.
  await expect(question.getByLabel(/^Result of/).first()).toHaveValue("");
  for (const result of await question.getByLabel(/^Result of/).all()) await result.selectOption("Won");
  await expect(effect).toContainText("Exactly one outcome of this market wins.");
  await question.getByRole("button", { name: "From score" }).click();
  await question
    .getByLabel(/^Full time: /)
    .first()
    .fill("3");
  await question
    .getByLabel(/^Full time: /)
    .last()
    .fill("0");
  await question.getByRole("button", { name: "Apply" }).click();
  await expect(question.getByLabel(/^Result of/).first()).toHaveValue("won");
  await expect(effect).toContainText(/\d+ bets? affected/);
  const paid = effect.getByText("Paid").locator("xpath=following-sibling::dd[1]");
  await expect(paid).toContainText("€");
  await question.getByRole("radio", { name: "Official correction" }).check();
  await expect(question.getByRole("button", { name: "Settle", exact: true })).toBeDisabled();
  await question.getByRole("checkbox", { name: /^I know the event is not over/ }).check();
  await question.getByRole("button", { name: "Settle", exact: true }).click();
  await expect(question).toBeHidden();
  await expect.poll(() => page.getByRole("link", { name: /^Balance/ }).textContent()).not.toContain("90.00");

  await desk.getByRole("link", { name: /^Show settled/ }).click();
  await desk.getByRole("button", { name: "Correct Full-time result" }).click();
  const correction = desk.getByRole("dialog", { name: "Correct Full-time result" });
  await correction.getByRole("radio", { name: "Roll back result" }).check();
  await expect(correction.getByText("Reversed", { exact: true })).toBeVisible();
  await correction.getByText(/^Result history/).click();
  await expect(correction.getByText("effective").first()).toBeVisible();
  await correction.getByRole("radio", { name: "Feed is wrong" }).check();
  await correction.getByRole("button", { name: "Roll back result", exact: true }).click();
  await expect(correction).toBeHidden();
  await expectBalance(page, 9_000);

  await desk.goto(`/admin/audit?subject=${encodeURIComponent(`market:${match.eventId}.1x2`)}`);
  const entries = desk.getByRole("main").getByRole("listitem");
  await expect(entries.first()).toContainText("market.rollback");
  const settled = entries.filter({ hasText: "market.settle" }).first();
  await settled.click();
  await expect(settled.getByRole("row").filter({ hasText: "settlementVersion" })).toBeVisible();
});
