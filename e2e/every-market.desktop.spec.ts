import { FOOTBALL_MARKETS, type FootballMarket } from "../lib/sportsbook/sports/football/markets.ts";
import { openSlip, pick, stakeOn, upcomingMatch } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

/** How a price of each kind of market is called on the page of its match. */
const NAMES: Record<FootballMarket, RegExp> = {
  "1x2": /^Full-time result, /,
  double_chance: /^Double chance, /,
  draw_no_bet: /^Draw no bet, /,
  total: /^Total goals, /,
  asian_total: /^Asian total goals, /,
  asian_handicap: /^Asian handicap, /,
  both_to_score: /^Both teams to score, /,
  correct_score: /^Correct score, /,
  team_total: /^(?!First half|Second half).*: total goals, /,
  next_goal: /^1st goal, /,
  clean_sheet: /: clean sheet, /,
  half_result: /^First half result, /,
  half_total: /^First half: total goals, /,
  half_time_full_time: /^Half-time\/full-time, /,
  european_handicap: /^Handicap .+ \(three-way\), /,
  winning_margin: /^Winning margin, /,
  odd_even: /^Odd or even goals, /,
  corners_total: /^Total corners, /,
  corners_most: /^Most corners, /,
  cards_total: /^Total cards, /,
};

test.setTimeout(180_000);

test("one of every kind of market can be put on the slip, has its own odds there, and is bet on", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const match = await upcomingMatch(page, 4);
  await page.goto(match.path);
  const main = page.getByRole("main");
  const odds = new Map<string, string>();
  for (const { id: marketType } of FOOTBALL_MARKETS) {
    const price = main
      .getByRole("button", { name: NAMES[marketType] })
      .and(main.locator("[data-state=offered]"))
      .first();
    await pick(price);
    odds.set(marketType, (await price.getAttribute("aria-label"))?.split(", ").at(-1) ?? "");
  }
  const slip = await openSlip(page);
  const legs = slip.getByRole("listitem");
  await expect(legs).toHaveCount(FOOTBALL_MARKETS.length);
  for (const [at, { id: marketType }] of FOOTBALL_MARKETS.entries())
    await expect(legs.nth(at), `odds of ${marketType} on the slip`).toContainText(odds.get(marketType) ?? "");

  await stakeOn(slip, "all singles").fill("1");
  const count = FOOTBALL_MARKETS.length;
  await slip.getByRole("button", { name: `Place ${count} bets €${count}.00` }).click();
  // One after another, on a slow machine.
  await expect(slip.getByRole("status").filter({ hasText: `${count} bets placed` })).toBeVisible({
    timeout: 75_000,
  });
  await expectBalance(page, 10_000 - count * 100);
  await page.goto("/bets");
  await expect(main.getByRole("link", { name: "Details" })).toHaveCount(count);
});
