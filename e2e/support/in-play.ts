import { expect, type Locator, type Page } from "@playwright/test";

/** What the slip says of bets in their in-play delay. */
export const checking = (slip: Locator, count: number) =>
  slip.getByRole("heading", {
    name: count === 1 ? "Placing your bet…" : `Placing ${count} bets…`,
  });

/** Places the bet, which is received. */
export const sendBet = async (slip: Locator, received: Locator): Promise<void> => {
  await slip.getByRole("button", { name: /^Place bet €/ }).click();
  await expect(received).toBeVisible();
};

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
