import type { Page } from "@playwright/test";
import { newMatch } from "./support/feed.ts";
import { closeSlip, openSlip, pick, place, stakeOn } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

const price = (page: Page, name: string) =>
  page
    .getByRole("main")
    .getByRole("button", { name: new RegExp(`${name}, \\d`) })
    .first();

const oddsIn = (text: string | null): number => Number(/\d+\.\d\d/.exec(text ?? "")?.[0]);

test("selections of one match are a bet builder at a joint price, placed as one bet", async ({ page }) => {
  await register(page);
  await addMoney(page, "100");
  const match = await newMatch({ minute: null });
  await page.goto(match.path);
  const picked = [price(page, "Full-time result, [^,]+"), price(page, "Total goals, Over 2\\.5")];
  const singles: number[] = [];
  for (const each of picked) {
    await pick(each);
    singles.push(oddsIn((await each.getAttribute("aria-label"))?.split(", ").at(-1) ?? null));
  }
  let slip = await openSlip(page);
  const row = slip.locator("[data-builder]");
  await expect(row).toHaveAttribute("data-builder", "priced");
  const two = oddsIn(await row.textContent());
  expect(two).toBeGreaterThan(Math.max(...singles));
  // Home to win and goals go together.
  expect(two).toBeLessThan(singles.reduce((all, odds) => all * odds, 1));
  await expect(stakeOn(slip, "Double")).toBeHidden();

  await closeSlip(page);
  await pick(price(page, "Both teams to score, No"));
  slip = await openSlip(page);
  await expect.poll(async () => oddsIn(await row.textContent())).toBeGreaterThan(two);
  const joint = oddsIn(await row.textContent());
  for (const field of await slip.getByRole("listitem").getByRole("textbox").all()) await field.fill("");
  await stakeOn(slip, "Bet builder").fill("10");
  await expect(slip.getByRole("button", { name: "Place bet €10.00" })).toBeEnabled();
  const receipt = await place(slip);
  await expect(receipt).toBeVisible();
  await expect(slip.getByText("Bet builder")).toBeVisible();
  await expect(slip.getByText(joint.toFixed(2), { exact: true })).toBeVisible();
  await expectBalance(page, 9_000);

  await slip.getByRole("button", { name: "Done" }).click();
  await closeSlip(page);
  await page.goto("/bets");
  const bet = page.getByRole("main").getByRole("listitem").filter({ hasText: "Bet builder" }).first();
  await expect(bet.getByText(joint.toFixed(2), { exact: true })).toHaveCount(1);
  await expect(bet.getByRole("listitem")).toHaveCount(3);
});

test("selections that cannot both win are no bet builder, and the slip says which", async ({ page }) => {
  const match = await newMatch({ minute: null });
  await page.goto(match.path);
  await pick(price(page, "Both teams to score, Yes"));
  await pick(price(page, "Total goals, Under 1\\.5"));
  const slip = await openSlip(page);
  await expect(
    slip.getByText("“Both teams to score: Yes” and “Total goals: Under 1.5” can’t both win."),
  ).toBeVisible();
  await expect(stakeOn(slip, "Bet builder")).toBeHidden();
  await slip.getByRole("button", { name: "Remove Under 1.5" }).click();
  await expect(slip.locator("[data-builder]")).toBeHidden();
});
