import { newMatch } from "./support/feed.ts";
import {
  closeSlip,
  openSlip,
  pick,
  place,
  pretendSeen,
  resultPrices,
  runningMatches,
  stakeOn,
  takeAnyPrice,
} from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

test("a single on a running match, by taps alone", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/");
  const [match] = await runningMatches(page);
  await page.locator(`a[href="${match.path}"]`).last().click();
  await expect(page).toHaveURL(new RegExp(`${match.eventId}$`));
  await expect(page.getByText("Betting is open")).toBeVisible();

  const price = page
    .getByRole("main")
    .getByRole("button", { name: /^Full-time result, / })
    .first();
  await pick(price);
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByRole("button", { name: "€10", exact: true }).click();
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("10");
  await place(slip);
  // In the format of the operator's region, with the viewer's time zone.
  await expect(slip.getByText(/^\d{1,2} \p{L}+ \d{4}, \d\d:\d\d:\d\d (CES?T|GMT[+]\d)$/u)).toBeVisible();
  await expectBalance(page, 9_000);

  await slip.getByRole("link", { name: "My bets" }).click();
  await expect(page).toHaveURL(/\/bets/);
  const bet = page.getByRole("main").getByRole("listitem").filter({ hasText: "Full-time result" }).first();
  await expect(bet).toContainText("Open");
  await expect(bet).toContainText("€10.00");
});

test("an accumulator of two matches; legs of one match do not combine, with a way out", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [first, second] = await runningMatches(page, 2);
  if (!second) throw new Error("two matches are needed");
  await pick(resultPrices(page, first).first());
  await pick(resultPrices(page, second).first());
  let slip = await openSlip(page);
  await takeAnyPrice(slip);
  await stakeOn(slip, "Double").fill("4");
  await place(slip);
  await expectBalance(page, 9_600);
  await slip.getByRole("button", { name: "Done" }).click();
  await closeSlip(page);

  await page.goto("/bets");
  const bet = page.getByRole("main").getByRole("listitem").filter({ hasText: "Double" });
  await expect(bet).toContainText(/[12] in play/);
  await expect(bet.getByText(/^(Winning|Losing)$/).first()).toBeVisible();

  await page.goto(first.path);
  await pick(
    page
      .getByRole("main")
      .getByRole("button", { name: /^Full-time result, / })
      .first(),
  );
  await pick(
    page
      .getByRole("main")
      .getByRole("button", { name: /^Double chance, / })
      .first(),
  );
  slip = await openSlip(page);
  await expect(slip.getByText(/already includes .+ Remove one of them for a bet builder\./)).toBeVisible();
  await expect(stakeOn(slip, "Double")).toBeHidden();
  await stakeOn(slip, "all singles").fill("2");
  await expect(slip.getByRole("button", { name: "Place 2 bets €4.00" })).toBeVisible();
  await place(slip);
  await expectBalance(page, 9_200);
});

test("a price that moved is shown old and new, and taken only when agreed to", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  const match = await newMatch();
  await page.goto(match.path);
  const price = page.getByRole("main").getByRole("button", { name: /^Full-time result, / });
  await pick(price.first());
  const slip = await openSlip(page);
  await slip.getByLabel("Odds changes").selectOption({ label: "Ask me" });
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await expect(slip.getByRole("button", { name: "Place bet €5.00" })).toBeEnabled();

  await match.goal("home");
  const accept = slip.getByRole("button", { name: "Accept changes and place €5.00" });
  await expect(accept).toBeVisible();
  await expect(slip.getByText("Odds have changed")).toBeVisible();
  await expect(slip.getByText(/^was \d+\.\d\d$/)).toBeVisible();
  await expect(slip.getByRole("button", { name: /^Place bet/ })).toBeHidden();
  await expectBalance(page, 10_000);

  await accept.click();
  await expect(slip.getByRole("status").filter({ hasText: "Bet placed" })).toBeVisible();
  await expectBalance(page, 9_500);
});

test("a match opens at the markets that were open at the last one", async ({ page }) => {
  await page.goto("/live");
  const [first, second] = await runningMatches(page, 2);
  if (!second) throw new Error("two matches are needed");
  await page.goto(first.path);
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Goals", exact: true }).click();
  await main.getByRole("button", { name: "Total goals", exact: true }).click();
  const fold = main.getByRole("button", { name: "Total goals", exact: true });
  await expect(fold).toHaveAttribute("aria-expanded", "false");

  await page.goto(second.path);
  await expect(main.getByRole("button", { name: "Goals", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await fold.click();
  await main.getByRole("button", { name: "Statistics", exact: true }).click();
  await expect(main.getByRole("heading", { name: "Momentum" })).toBeVisible();
  await expect(main.getByRole("img", { name: /^The match so far\. .* last 10 minutes$/ })).toBeVisible();
});

test("odds that improve during the in-play delay are what the bet gets, though the player asked to be asked", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  // As if the odds that the player saw had been lower: then those of the end of the delay are better.
  const seen = 10_100;
  await pretendSeen(page, () => seen);
  await pick(resultPrices(page, match).last());
  const slip = await openSlip(page);
  await slip.getByLabel("Odds changes").selectOption({ label: "Ask me" });
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await slip.getByRole("button", { name: "Place bet €10.00" }).click();
  await expect(slip.getByText("Bet placed", { exact: true })).toBeVisible();
  await expectBalance(page, 9_000);
  await page.goto("/bets");
  const bet = page.getByRole("main").getByRole("listitem").filter({ hasText: "Full-time result" }).first();
  const odds = Number(/\d+\.\d\d/.exec((await bet.textContent()) ?? "")?.[0]);
  expect(odds).toBeGreaterThan(seen / 10_000);
});
