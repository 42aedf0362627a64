import { openSlip, pick, place, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

// A window of 1440 × 900 at 200 %.
test.use({ viewport: { width: 720, height: 450 }, contextOptions: { reducedMotion: "reduce" } });

test("at 200 % nothing sticks out at the side, nothing is out of reach, and a bet is placed without motion", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "50");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const own = [
    "/bets",
    "/account",
    "/account/settings",
    "/account/notifications",
    "/account/devices",
    "/cashier",
    "/cashier/withdraw",
    "/cashier/payments",
    "/statement",
  ];
  for (const path of ["/", match.path, "/search?q=a", ...own]) {
    await page.goto(path);
    await expect(page.getByRole("main").getByRole("heading").first()).toBeAttached();
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overhang, path).toBeLessThanOrEqual(0);
  }

  await page.goto("/live");
  const price = resultPrices(page, match).first();
  // Focus must bring it out from under the bars at the top and the bottom.
  await price.focus();
  await expect(price).toBeFocused();
  const covered = await price.evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return !button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
  expect(covered).toBe(false);
  await pick(price);
  const slip = await openSlip(page);
  const motion = await page.evaluate(() =>
    document.getAnimations().filter((each) => Number(each.effect?.getComputedTiming().duration) > 1),
  );
  expect(motion).toEqual([]);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("2");
  await place(slip);
  await expectBalance(page, 4_800);
});
