import { expect, type Locator, type Page } from "@playwright/test";

/** What the slip says of bets in their in-play delay. */
export const checking = (slip: Locator, count: number) =>
  slip.getByRole("heading", {
    name: count === 1 ? "Placing your bet…" : `Placing ${count} bets…`,
  });

/** Presses the button until the bet is received. */
export const sendBet = (slip: Locator, received: Locator) =>
  expect(async () => {
    if (await received.isVisible()) return;
    await slip.getByRole("button", { name: /^Place bet €/ }).click({ timeout: 2_000 });
    await expect(received).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

/** Keeps the page from learning what became of its bets, until let go: its questions get lost. */
export const loseOutcomes = async (page: Page): Promise<() => void> => {
  let lost = true;
  await page.route("**", async (route, request) => {
    const asks = request.method() === "POST" && /"betId"/.test(request.postData() ?? "");
    await (asks && lost ? route.abort() : route.continue());
  });
  return () => {
    lost = false;
  };
};
