import { newMatch } from "./support/feed.ts";
import { openSlip, pick, place, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("a trader stops a match with a reason: the player's prices lock, a bet waits, and it opens again", async ({
  page,
  device,
}) => {
  await register(page);
  await addMoney(page, "100");
  const match = await newMatch();
  await page.goto(match.path);
  const price = page
    .getByRole("main")
    .getByRole("button", { name: /^Full-time result, / })
    .first();
  await pick(price);

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto(`/admin/trading/${match.eventId}`);
  await desk.getByRole("button", { name: "Suspend event" }).click();
  const question = desk.getByRole("dialog");
  await question.getByRole("radio", { name: "Integrity" }).check();
  await question.getByLabel(/^Note/).fill("odd movement");
  await question.getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(question).toBeHidden();
  await expect(desk.getByText(/^Integrity \(odd movement\), by Sam/)).toBeVisible();

  await expect(price).toHaveAccessibleName(/suspended$/);
  await expect(
    page
      .getByRole("main")
      .getByRole("status")
      .filter({ hasText: /^Suspended$/ }),
  ).toBeVisible();
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await expect(slip.getByText("Suspended", { exact: true })).toBeVisible();
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeDisabled();

  await desk.getByRole("button", { name: "Resume event" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "Resume", exact: true }).click();
  await expect(slip.getByText("Suspended", { exact: true })).toBeHidden();
  await place(slip);
  await expectBalance(page, 9_000);
});

test("a void with a reason gives the stake back, and the trail says who, what and why", async ({
  page,
  device,
}) => {
  const account = await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("12.34");
  await place(slip);
  await expectBalance(page, 8_766);
  await page.goto("/bets");

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto("/admin/bets");
  await desk.getByRole("textbox", { name: "Player email" }).fill(account.email);
  await desk.getByRole("button", { name: "Search" }).click();
  const row = desk.getByRole("row").filter({ hasText: account.email });
  await expect(row).toHaveCount(1);
  await row.getByRole("link").first().click();
  await desk.getByRole("button", { name: "Void bet" }).click();
  const question = desk.getByRole("dialog");
  await question.getByRole("radio", { name: "Palpable error" }).check();
  await question.getByLabel(/^Note/).fill("price of another match");
  await question.getByRole("button", { name: "Void and refund" }).click();
  await expect(question).toBeHidden();
  await expect(desk.getByText("Void", { exact: true }).first()).toBeVisible();
  await expect(desk.getByRole("button", { name: "Void bet" })).toBeHidden();
  await expect(desk.getByRole("main")).toBeFocused();
  const betId = desk.url().split("/").at(-1) ?? "";

  await expectBalance(page, 10_000);
  await page.goto("/bets?show=settled");
  const main = page.getByRole("main");
  await expect(main.getByText("Void", { exact: true }).first()).toBeVisible();
  const why = /^Voided by our traders: the odds were an obvious error/;
  await expect(main.getByText(why)).toBeVisible();
  await main.getByRole("link", { name: "Details" }).click();
  await expect(main.getByRole("heading", { name: "Bet history" })).toBeVisible();
  await expect(main.getByRole("listitem").filter({ hasText: "Settled" }).getByText(why)).toBeVisible();
  await page.goto("/statement");
  await expect(main.getByText(why).filter({ visible: true })).toBeVisible();

  await desk.goto(`/admin/audit?subject=${encodeURIComponent(`bet:${betId}`)}`);
  const entry = desk.getByRole("main").getByRole("listitem").first();
  await expect(entry).toContainText("Sam");
  await expect(entry).toContainText("bet.void");
  await expect(entry).toContainText("palpable_error");
});
