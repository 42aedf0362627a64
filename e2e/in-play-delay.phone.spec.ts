import { visit } from "../scripts/testing/site.ts";
import { expectSound } from "./support/accessible.ts";
import { newMatch } from "./support/feed.ts";
import { checking, loseOutcomes, sendBet } from "./support/in-play.ts";
import { closeSlip, openSlip, pick, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, balanceOf, demoAccount, expect, expectBalance, register, test } from "./support/test.ts";

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
  await expect(slip.getByText(/^In-play bets have a \d+-second delay\.$/)).toBeVisible();

  const release = await loseOutcomes(page);
  await sendBet(slip, checking(slip, 1));
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeHidden();
  await page.reload();

  // It waits on, or ended meanwhile: then the page that comes knows already.
  slip = await openSlip(page);
  release();
  const end = slip.getByText(/^(Bet placed$|Bet rejected: )/);
  await expect(end).toBeVisible({ timeout: 15_000 });
  const placed = (await end.textContent()) === "Bet placed";
  await expectBalance(page, placed ? 9_000 : 10_000);
  if (!placed) await expect(slip.getByText(/Your stake has been returned\.$/)).toBeVisible();
  await page.goto("/bets");
  await expect(page.getByRole("main").getByText("Full-time result")).toHaveCount(placed ? 1 : 0);
  expect(await balanceOf(page)).toBe(placed ? 9_000 : 10_000);
});

test("while a bet is checked the slip takes the next one; a reload loses neither, and each ends by itself", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [first, second] = await runningMatches(page, 2);
  if (!second) throw new Error("two matches are needed");
  const release = await loseOutcomes(page);

  await pick(resultPrices(page, first).first());
  let slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await sendBet(slip, checking(slip, 1));
  await expect(page.locator("p[aria-live=polite]")).toHaveText(/Placing your bet/);
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await closeSlip(page);
  await expect(resultPrices(page, first).first()).toHaveAttribute("aria-pressed", "false");

  await pick(resultPrices(page, second).first());
  slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("7");
  await expect(checking(slip, 1)).toBeVisible();
  await sendBet(slip, checking(slip, 2));
  // A row that is half under the header is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  await expectSound(page, "two bets that wait");

  await page.reload();
  slip = await openSlip(page);
  release();
  await expect(slip.getByRole("heading", { name: /^Placing (your bet|\d+ bets)…$/ })).toBeHidden({
    timeout: 20_000,
  });
  await page.goto("/bets");
  const placed = await page.getByRole("main").getByText("Full-time result").count();
  await page.goto("/bets?show=refused");
  await expect(page.getByRole("main").getByText("Full-time result")).toHaveCount(2 - placed);
});

test("a bet that its trader stopped while it was checked says why on every page, and goes back to the slip", async ({
  page,
  device,
}) => {
  test.setTimeout(150_000);
  await register(page);
  await addMoney(page, "200");
  const match = await newMatch();
  const desk = visit(process.env.E2E_URL ?? "");
  await desk.signInStaff(demoAccount("admin").email);
  const where = { scope: "event", id: match.eventId } as const;
  const resume = () => desk.command("betting.resume", { where, note: "" });
  await page.goto(match.path);
  const slip = await openSlip(page);
  await closeSlip(page);
  const price = page
    .getByRole("main")
    .getByRole("button", { name: /^Full-time result, / })
    .first();
  const why = "Bet rejected: the market was suspended. Your stake has been returned.";

  await pick(price);
  await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  const received = page.waitForResponse((answer) => /idempotencyKey/.test(answer.request().postData() ?? ""));
  await slip.getByRole("button", { name: "Place bet €10.00" }).click();
  await received;
  // Within the delay, which is of a second.
  expect(await desk.command("betting.suspend", { where, reason: "integrity", note: "" })).toMatchObject({
    ok: true,
  });
  await expect(slip.getByText(why)).toBeVisible();
  await resume();
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("10");
  await slip.getByRole("button", { name: "Clear" }).click();
  await expect(slip.getByText(why)).toBeVisible();
  await expectSound(page, "slip with a refusal");
  await closeSlip(page);

  await page.goto("/bets");
  const main = page.getByRole("main");
  await main.getByRole("link", { name: "Rejected" }).click();
  await expect(main.getByText(why).first()).toBeVisible();
  await expectSound(page, "bets that were not placed");
  await main.getByRole("link", { name: "Details" }).first().click();
  await expect(main.getByRole("heading", { name: "Rejected", level: 1 })).toBeVisible();
  await expect(main.getByText(why)).toBeVisible();
  await expect(main.getByText("€10.00 returned to your balance")).toBeVisible();
  await expectSound(page, "a bet that was not placed");

  const other = await device();
  await register(other);
  expect((await other.goto(new URL(page.url()).pathname))?.status()).toBe(404);

  await main.getByRole("button", { name: "Add to slip" }).click();
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("10");
  await expect(slip.getByText("Full-time result")).toBeVisible();
});

test("a bet that is being checked has its page, which becomes the receipt", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const release = await loseOutcomes(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await sendBet(slip, checking(slip, 1));
  await slip.getByRole("link", { name: /€10\.00/ }).click();
  const title = page.getByRole("main").getByRole("heading", { level: 1 });
  // Its delay may be over before the page is there.
  await expect(title).toHaveText(/^(Pending|Receipt|Rejected)$/);
  await expect(title).toHaveText(/^(Receipt|Rejected)$/, { timeout: 15_000 });
  release();
});
