import type { Page } from "@playwright/test";
import { expectSound } from "./support/accessible.ts";
import { newMatch } from "./support/feed.ts";
import { openSlip, pick, takeAnyPrice } from "./support/slip.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "./support/test.ts";

/** The rules by which bets are referred from now on. Returns what they were. */
const publish = async (desk: Page, rules: { review: string; maximum: string }): Promise<typeof rules> => {
  await desk.goto("/admin/policy");
  const main = desk.getByRole("main");
  const review = main.getByRole("textbox", { name: "Time to review" });
  const maximum = main.getByRole("textbox", { name: "Maximum stake, EUR" });
  const before = { review: await review.inputValue(), maximum: await maximum.inputValue() };
  await review.fill(rules.review);
  await maximum.fill(rules.maximum);
  await main.getByRole("button", { name: "Review changes" }).click();
  const question = desk.getByRole("dialog", { name: "Change 2 rules?" });
  await question.getByRole("radio", { name: "Regulation" }).check();
  await question.getByRole("button", { name: /^Publish version \d+$/ }).click();
  await expect(question).toBeHidden();
  return before;
};

const bet = async (page: Page, path: string) => {
  await page.goto(path);
  await pick(
    page
      .getByRole("main")
      .getByRole("button", { name: /^Full-time result, / })
      .first(),
  );
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("1500");
  await slip.getByRole("button", { name: /^Place bet/ }).click();
  await expect(slip.getByText("Your bet is with our traders").first()).toBeVisible();
  return slip;
};

test("a bet over the limit goes to a trader, who offers a lower stake and refuses the next one by keyboard", async ({
  page,
  device,
}) => {
  test.slow();
  const { email } = await register(page);
  for (let n = 0; n < 2; n += 1) await addMoney(page, "1000");
  const match = await newMatch();
  const desk = await device();
  await signIn(desk, demoAccount("admin"));

  const before = await publish(desk, { review: "60", maximum: "1200" });
  try {
    const slip = await bet(page, match.path);
    await desk.goto("/admin/trading/referrals");
    const row = desk
      .getByRole("list", { name: "Referrals" })
      .getByRole("listitem")
      .filter({ hasText: email });
    await expect(row.getByRole("timer")).toHaveText(/^\d+ s$/);
    await expect(row).toContainText("€1,500.00");
    await expectSound(desk, "the referral queue");
    await row.getByRole("link", { name: email }).focus();
    await desk.keyboard.press("c");
    const counter = desk.getByRole("dialog", { name: "Counter offer" });
    await counter.getByLabel("Stake per line").fill("1000");
    await counter.getByRole("button", { name: "Send offer" }).click();
    await expect(counter).toBeHidden();
    await expect(slip.getByText("Our traders offer a stake of €1,000.00.")).toBeVisible();
    await expectSound(page, "an offer of the traders");
    await slip.getByRole("button", { name: "Accept", exact: true }).click();
    await expectBalance(page, 100_000);

    // What is left is not enough for the next one, so one more deposit.
    await addMoney(page, "1000");
    const again = await bet(page, match.path);
    const next = row.filter({ hasText: "€1,500.00" });
    await next.getByRole("link", { name: email }).focus();
    await desk.keyboard.press("r");
    await expect(next).toBeHidden();
    await expect(again.getByText(/Our traders declined this bet\./)).toBeVisible();
    await expectBalance(page, 200_000);
  } finally {
    await publish(desk, before);
  }
});
