import type { Locator, Page } from "@playwright/test";
import { expectSound } from "./support/accessible.ts";
import { closeSlip, openSlip, pick, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import {
  addMoney,
  balanceOf,
  demoAccount,
  expect,
  expectBalance,
  register,
  signIn,
  test,
} from "./support/test.ts";

const checking = (slip: Locator, count: number) =>
  slip.getByRole("heading", {
    name: count === 1 ? "1 bet is being checked" : `${count} bets are being checked`,
  });

/** Presses the button until the bet is received. */
const send = (slip: Locator, received: Locator) =>
  expect(async () => {
    if (await received.isVisible()) return;
    await slip.getByRole("button", { name: /^Place bet €/ }).click({ timeout: 2_000 });
    await expect(received).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

/** Keeps the page from learning what became of its bets, until let go: its questions get lost. */
const loseOutcomes = async (page: Page): Promise<() => void> => {
  let lost = true;
  await page.route("**", async (route, request) => {
    const asks = request.method() === "POST" && /"betId"/.test(request.postData() ?? "");
    await (asks && lost ? route.abort() : route.continue());
  });
  return () => {
    lost = false;
  };
};

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

  const release = await loseOutcomes(page);
  await send(slip, checking(slip, 1));
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeHidden();
  await page.reload();

  slip = await openSlip(page);
  await expect(checking(slip, 1)).toBeVisible();
  release();
  const end = slip.getByText(/^(Bet placed|Not placed)$/);
  await expect(end).toBeVisible({ timeout: 15_000 });
  const placed = (await end.textContent()) === "Bet placed";
  await expectBalance(page, placed ? 9_000 : 10_000);
  if (!placed) await expect(slip.getByText(/Your stake is back in your balance\.$/)).toBeVisible();
  await page.goto("/bets");
  await expect(page.getByRole("main").getByText("Full-time result")).toHaveCount(placed ? 1 : 0);
  expect(await balanceOf(page)).toBe(placed ? 9_000 : 10_000);
});

test("while a bet is checked the slip takes the next one; both wait over a reload and each ends by itself", async ({
  page,
}) => {
  test.setTimeout(180_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [first, second] = await runningMatches(page, { count: 2 });
  if (!second) throw new Error("two matches are needed");
  const release = await loseOutcomes(page);

  await pick(resultPrices(page, first).first());
  let slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await send(slip, checking(slip, 1));
  await expect(page.locator("p[aria-live=polite]")).toHaveText(/1 bet is being checked/);
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await closeSlip(page);
  await expect(resultPrices(page, first).first()).toHaveAttribute("aria-pressed", "false");

  await pick(resultPrices(page, second).first());
  slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("7");
  await expect(checking(slip, 1)).toBeVisible();
  await send(slip, checking(slip, 2));
  // A row that is half under the header is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  await expectSound(page, "two bets that wait");

  await page.reload();
  slip = await openSlip(page);
  await expect(checking(slip, 2)).toBeVisible();
  release();
  await expect(slip.getByRole("heading", { name: /being checked$/ })).toBeHidden({ timeout: 20_000 });
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
  await addMoney(page, "100");
  await page.goto("/live");
  // Not the match that the other journeys take first.
  const match = (await runningMatches(page, { count: 3 })).at(-1);
  if (!match) throw new Error("a match is needed");
  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto(`/admin/trading/${match.eventId}`);
  await page.goto(match.path);
  const price = page
    .getByRole("main")
    .getByRole("button", { name: /^Full-time result, / })
    .first();
  const question = desk.getByRole("dialog");
  const slip = await openSlip(page);
  const refused = slip.getByText("Not placed");
  await closeSlip(page);

  const stop = desk.getByRole("button", { name: "Suspend event" });
  const free = desk.getByRole("button", { name: "Resume event" });
  const resume = async () => {
    await free.click();
    await question.getByRole("button", { name: "Resume", exact: true }).click();
    await expect(question).toBeHidden();
  };
  // The stop must fall into the delay, which is of a second: neither before the bet was received nor after its end.
  await expect(async () => {
    if (await refused.isVisible()) return;
    await desk.reload();
    await expect(stop.or(free)).toBeVisible();
    if (await free.isVisible()) await resume();
    await stop.click();
    await question.getByRole("radio", { name: "Integrity" }).check();
    await page.goto(match.path);
    await pick(price);
    await openSlip(page);
    await takeAnyPrice(slip);
    await slip.getByLabel("Stake", { exact: true }).fill("10");
    const press = question.getByRole("button", { name: "Suspend", exact: true });
    await slip.getByRole("button", { name: "Place bet €10.00" }).click({ timeout: 5_000 });
    await press.click({ timeout: 1_000 });
    await expect(refused).toBeVisible({ timeout: 8_000 });
  }).toPass({ timeout: 100_000 });
  const why =
    "Betting was paused while the bet was checked: stopped by our traders. Your stake is back in your balance.";
  await expect(slip.getByText(why)).toBeVisible();
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("10");
  await slip.getByRole("button", { name: "Clear" }).click();
  await expect(slip.getByText(why)).toBeVisible();
  await expectSound(page, "slip with a refusal");
  await closeSlip(page);

  await page.goto("/bets");
  const main = page.getByRole("main");
  await main.getByRole("link", { name: "Not placed" }).click();
  await expect(main.getByText(why).first()).toBeVisible();
  await expectSound(page, "bets that were not placed");
  await main.getByRole("link", { name: "Details" }).first().click();
  await expect(main.getByRole("heading", { name: "Not placed", level: 1 })).toBeVisible();
  await expect(main.getByText(why)).toBeVisible();
  await expect(main.getByText("€10.00 back in your balance")).toBeVisible();
  await expectSound(page, "a bet that was not placed");

  const other = await device();
  await register(other);
  expect((await other.goto(new URL(page.url()).pathname))?.status()).toBe(404);

  await main.getByRole("button", { name: "Put back on the slip" }).click();
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("10");
  await expect(slip.getByText("Full-time result")).toBeVisible();

  await resume();
});

test("a bet that is being checked has its page, which becomes the receipt", async ({ page }) => {
  test.setTimeout(120_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const release = await loseOutcomes(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await send(slip, checking(slip, 1));
  await slip.getByRole("link", { name: /€10\.00/ }).click();
  const title = page.getByRole("main").getByRole("heading", { level: 1 });
  // Its delay may be over before the page is there.
  await expect(title).toHaveText(/^(Being checked|Receipt|Not placed)$/);
  await expect(title).toHaveText(/^(Receipt|Not placed)$/, { timeout: 15_000 });
  release();
});
