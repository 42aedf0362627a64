import { expectSound } from "./support/accessible.ts";
import { closeSlip, openSlip, pick, resultPrices, upcomingMatch } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

test("quick bet places at one tap, says so over the page, and leaves the slip alone; open bets stand beside it", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [first, second] = [await upcomingMatch(page, 1), await upcomingMatch(page, 2)];
  let slip = await openSlip(page);
  const mode = slip.getByRole("switch", { name: "Quick bet" });
  await expect(mode).toHaveAttribute("aria-checked", "false");
  await mode.click();
  await slip.getByLabel("Stake per bet").fill("2");
  await expect(slip.getByText("Tapping odds places €2.00 straight away, without the slip.")).toBeVisible();
  await closeSlip(page);

  const news = page.getByRole("region", { name: "News" });
  const price = resultPrices(page, first).first();
  // A finger that trembles places one bet.
  await price.dblclick();
  await expect(news.getByText("Bet placed: €2.00")).toBeVisible();
  await expect(price).toHaveAttribute("aria-pressed", "false");
  await expectSound(page, "quick bet");
  await resultPrices(page, second).first().click();
  await expectBalance(page, 9_600);

  slip = await openSlip(page);
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await slip.getByRole("button", { name: "Open (2)" }).click();
  await expect(slip.getByText("2 open · €4.00 staked")).toBeVisible();
  await expect(slip.getByRole("listitem")).toHaveCount(2);
  await expect(slip.getByRole("listitem").first()).toContainText("Full-time result");
  await expectSound(page, "open bets in the slip");

  await slip.getByRole("button", { name: "Slip", exact: true }).click();
  await slip.getByRole("switch", { name: "Quick bet" }).click();
  await closeSlip(page);
  await pick(price);
  await expectBalance(page, 9_600);
});
