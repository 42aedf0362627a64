import { expectSound } from "./support/accessible.ts";
import { newMatch } from "./support/feed.ts";
import { openSlip, pick, place } from "./support/slip.ts";
import { addMoney, demoAccount, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("a trader boosts a price; a player takes it up to its limit, then at the standard odds, and sees what it was boosted from", async ({
  page,
  device,
}) => {
  const match = await newMatch({ minute: null });
  const desk = await device();
  await signIn(desk, demoAccount("trader"));
  await desk.goto(`/admin/trading/${match.eventId}`);
  await desk
    .getByRole("button", { name: /^Change price, .*: *\d/ })
    .first()
    .click();
  await desk
    .getByRole("dialog", { name: /^Price of / })
    .getByRole("link", { name: "Boost" })
    .click();
  await desk.getByLabel("Maximum stake per player, EUR").fill("20");
  await expectSound(desk, "a new boost");
  await desk.getByRole("button", { name: /^Boost to / }).click();
  const row = desk.getByRole("row", { name: new RegExp(match.name) });
  await expect(row).toBeVisible();

  await register(page);
  await addMoney(page, "100");
  await page.goto(match.path);
  const price = page.getByRole("main").getByRole("button", { name: /^Full-time result, .* boosted to / });
  await expect(price).toHaveCount(1);
  const [, boosted = "", plain = ""] =
    /boosted to (\d+\.\d+) from (\d+\.\d+)$/.exec((await price.getAttribute("aria-label")) ?? "") ?? [];
  expect(Number(boosted)).toBeGreaterThan(Number(plain));
  await pick(price);
  const slip = await openSlip(page);
  await expect(slip.getByText("Price boost", { exact: true })).toBeVisible();
  await expectSound(page, "a boosted price on the slip");
  await slip.getByLabel("Stake", { exact: true }).fill("25");
  await slip.getByRole("button", { name: /^Place bet/ }).click();
  await expect(slip.getByText("You can stake up to €20 more at this price boost.")).toBeVisible();
  await slip.getByRole("button", { name: "Use €20" }).click();
  await place(slip);
  await expectBalance(page, 8_000);
  await expect(slip.getByText(`Boosted from ${plain}`)).toBeVisible();

  await slip.getByRole("button", { name: "Keep selections" }).click();
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await slip.getByRole("button", { name: /^Place bet/ }).click();
  await expect(slip.getByText(`was ${boosted}`)).toBeVisible();
  await slip.getByRole("button", { name: /^Accept/ }).click();
  await expect(slip.getByRole("status").filter({ hasText: /placed$/i })).toBeVisible();
  await expectBalance(page, 7_500);

  await page.goto("/bets");
  await expect(page.getByText(`Boosted from ${plain}`)).toHaveCount(1);

  await desk.reload();
  await expect(row).toContainText("€20.00");
  await row.getByRole("button", { name: /^End the boost on / }).click();
  await expect(desk.getByText("No active boosts.")).toBeVisible();
  await page.goto(match.path);
  await expect(price).toHaveCount(0);
});
