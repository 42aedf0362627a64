import type { Page } from "@playwright/test";
import { newMatch, type OwnMatch } from "./support/feed.ts";
import { closeSlip, openSlip, pick, place, takeAnyPrice } from "./support/slip.ts";
import { addMoney, balanceOf, expect, register, test } from "./support/test.ts";

const LINE = "1.5";

/** An open bet of 10.00 on over 1.5 goals of a match in play, on the page of open bets. */
const openBet = async (page: Page): Promise<OwnMatch> => {
  await register(page);
  await addMoney(page, "100");
  const main = page.getByRole("main");
  const match = await newMatch({ minute: 70 });
  await page.goto(match.path);
  await pick(main.getByRole("button", { name: new RegExp(`^Total goals, Over ${LINE}, `) }));
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await place(slip);
  await slip.getByRole("button", { name: "Done" }).click();
  await closeSlip(page);
  await page.getByRole("link", { name: "My bets" }).filter({ visible: true }).first().click();
  return match;
};

const minorOf = (text: string | null): number => Math.round(Number(text?.replace(/[^\d.]/g, "")) * 100);

test("half of a bet is cashed out at an offer that follows the score, and the rest runs on", async ({
  page,
}) => {
  const match = await openBet(page);
  const main = page.getByRole("main");
  const offer = main.getByRole("button", { name: /^Cash out €/ });
  await expect(offer).toBeVisible();
  const before = minorOf(await offer.textContent());
  await match.stop();
  await expect(main.getByText("Cash-out suspended")).toBeVisible();
  await match.goal("home");
  await match.play(1);
  await expect(offer).toBeVisible();
  expect(minorOf(await offer.textContent())).toBeGreaterThan(before);

  const had = await balanceOf(page);
  await offer.click();
  const dialog = page.getByRole("dialog", { name: "Cash out" });
  await dialog.getByRole("button", { name: "50%" }).click();
  await expect(dialog.getByText("€5.00 stays on at the same odds")).toBeVisible();
  await dialog.getByRole("button", { name: /^Cash out €/ }).click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await expect(main.getByText("Part of the original bet was cashed out.")).toBeVisible();
  await expect(offer).toBeVisible();

  await main.getByRole("link", { name: "Settled" }).click();
  const settled = main.getByRole("listitem").filter({ hasText: "Cashed out" });
  await expect(settled.getByText("€5.00 stayed on.")).toBeVisible();
  const returned = minorOf(await settled.getByRole("definition").last().textContent());
  await expect.poll(() => balanceOf(page)).toBe(had + returned);
  await settled.getByRole("link", { name: "Details" }).click();
  await expect(main.getByRole("listitem").filter({ hasText: "You cashed out" })).toBeVisible();
});

test("an open bet is cashed out from the slip, on whatever page its player is", async ({ page }) => {
  await openBet(page);
  await page.goto("/live");
  const slip = await openSlip(page);
  await slip.getByRole("button", { name: "Open (1)" }).click();
  const had = await balanceOf(page);
  await slip.getByRole("button", { name: /^Cash out €/ }).click();
  const dialog = page.getByRole("dialog", { name: "Cash out" });
  const confirm = dialog.getByRole("button", { name: /^Cash out €/ });
  const amount = minorOf(await confirm.textContent());
  await confirm.click();
  await expect(dialog).toBeHidden({ timeout: 20_000 });
  await expect(slip.getByText("No open bets")).toBeVisible();
  // In play the offer may move a little while the price is confirmed.
  await expect.poll(() => balanceOf(page)).toBeGreaterThan(had + amount / 2);
});

test("a bet is cashed out by itself once the offer reaches what its player set", async ({ page }) => {
  const match = await openBet(page);
  const main = page.getByRole("main");
  const offer = main.getByRole("button", { name: /^Cash out €/ });
  const target = (minorOf(await offer.textContent()) + 50) / 100;
  await offer.click();
  const dialog = page.getByRole("dialog", { name: "Cash out" });
  await dialog.getByText("Auto cash-out", { exact: true }).click();
  await dialog.getByLabel("At or above (EUR)").fill("9999");
  await dialog.getByRole("button", { name: "Set auto cash-out" }).click();
  await expect(dialog.getByText(/no more than the potential return/)).toBeVisible();
  await dialog.getByLabel("At or above (EUR)").fill(target.toFixed(2));
  await dialog.getByRole("button", { name: "Set auto cash-out" }).click();
  await expect(main.getByText(`Auto cash-out at €${target.toFixed(2)} or more`)).toBeVisible();
  await match.goal("home");
  await match.play(1);
  await expect(main.getByText("No open bets")).toBeVisible({ timeout: 20_000 });
  await main.getByRole("link", { name: "Settled" }).click();
  await expect(main.getByText("Cashed out", { exact: true })).toBeVisible();
});
