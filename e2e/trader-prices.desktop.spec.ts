import { newMatch } from "./support/feed.ts";
import { demoAccount, expect, signIn, test } from "./support/test.ts";

test("a trader sets a price that holds against the feed, and suspends by one key, with the reason afterwards", async ({
  page,
  device,
}) => {
  const match = await newMatch();
  await page.goto(match.path);
  const result = page.getByRole("main").getByRole("button", { name: /^Full-time result, / });
  const [home, draw] = [result.first(), result.nth(1)];
  const priceOf = async (button = home): Promise<number> =>
    Number(/, (\d+\.\d+)$/.exec((await button.getAttribute("aria-label")) ?? "")?.[1]);

  const desk = await device();
  await signIn(desk, demoAccount("trader"));
  await desk.goto(`/admin/trading/${match.eventId}`);
  const change = desk.getByRole("button", { name: /^Change price, .*: *\d/ }).first();
  await change.click();
  const form = desk.getByRole("dialog", { name: /^Price of / });
  const odds = form.getByLabel("Odds");
  const before = Number(await odds.inputValue());
  await form.getByRole("button", { name: "One tick down" }).click();
  await odds.press("ArrowDown");
  const set = Number(await odds.inputValue());
  expect(set).toBeLessThan(before);
  await expect(form.getByText(/^Margin at this price: \d/)).toBeVisible();

  // A price that gives the match away has to be confirmed.
  await odds.fill("90");
  await expect(form.getByText("I know that the book is under 100 %.")).toBeVisible();
  await expect(form.getByRole("button", { name: /^Offer / })).toBeDisabled();
  await odds.fill(String(set));
  await form.getByRole("button", { name: /^Offer / }).click();
  await expect(form).toBeHidden();
  await expect(desk.getByRole("button", { name: /^Change manual price/ })).toHaveCount(1);
  await expect.poll(() => priceOf()).toBe(set);

  const drawBefore = await priceOf(draw);
  for (const minutes of [4, 4, 4]) await match.play(minutes);
  await expect.poll(() => priceOf(draw)).not.toBe(drawBefore);
  expect(await priceOf()).toBe(set);

  await desk.reload();
  const market = desk.getByRole("button", { name: /^Change manual price/ });
  await market.focus();
  await desk.keyboard.press("s");
  await expect(desk.getByText("Suspended: Full-time result", { exact: true })).toBeVisible();
  await expect(home).toHaveAccessibleName(/suspended$/);
  await desk.getByRole("combobox", { name: "Reason" }).selectOption("Integrity");
  await expect(desk.getByText(/^Integrity, by /)).toBeVisible();
  await desk.getByRole("button", { name: "Undo" }).click();
  await expect(desk.getByText("Resumed: Full-time result", { exact: true })).toBeVisible();
  await expect(home).not.toHaveAccessibleName(/suspended$/);

  // A family without bets folds, and stays as it was left.
  const fold = desk.getByRole("button", { name: "Correct score", exact: true });
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await fold.click();
  await expect(fold).toBeFocused();
  await desk.reload();
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await fold.click();

  await desk.goto("/admin/account");
  await desk.keyboard.press("Control+k");
  const palette = desk.getByRole("dialog", { name: "Jump to anything" });
  await desk.keyboard.type(`suspend ${match.name}`);
  await expect(palette.getByRole("option", { name: `Suspend ${match.name}` })).toBeVisible();
  await desk.keyboard.press("Enter");
  await expect(palette.getByText(`Suspended: ${match.name}`)).toBeVisible();
  await expect(home).toHaveAccessibleName(/suspended$/);
  await palette.getByRole("combobox").fill(match.name);
  await expect(palette.getByRole("option", { name: match.name }).first()).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(new RegExp(`/admin/trading/${match.eventId}$`));
  await expect(desk.getByRole("button", { name: "Resume event" })).toBeVisible();
});
