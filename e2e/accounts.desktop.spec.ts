import type { Page } from "@playwright/test";
import { openSlip, pick, resultPrices, upcomingMatch } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, signIn, test } from "./support/test.ts";

const signOut = async (page: Page) => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.waitForURL((url) => url.pathname === "/");
};

const placing = (postData: string | null) => /"idempotencyKey"/.test(postData ?? "");

/** One selection of a match to come, with a stake, on the slip of this page. */
const fillSlip = async (page: Page, stake: string, back = 1) => {
  await page.goto("/live");
  const match = await upcomingMatch(page, back);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill(stake);
  return { slip, match };
};

test("slip and unanswered bet stay with their account when another one signs in on the same browser", async ({
  page,
}) => {
  const alice = await register(page);
  await addMoney(page, "100");
  const { slip } = await fillSlip(page, "10");
  // The site takes the bet, and its answer gets lost.
  let lost = true;
  await page.route("**", async (route, request) => {
    if (!lost || request.method() !== "POST" || !placing(request.postData())) return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await slip.getByRole("button", { name: "Place bet €10.00" }).click();
  await expect(slip.getByText(/don’t know yet whether/)).toBeVisible();
  lost = false;

  await signOut(page);
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await expect(slip.getByRole("button", { name: "Try again" })).toHaveCount(0);

  await register(page);
  await addMoney(page, "50");
  await page.goto("/live");
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await expect(slip.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await expectBalance(page, 5_000);
  await page.goto("/bets");
  await expect(page.getByText("No open bets")).toBeVisible();
  await signOut(page);

  await signIn(page, alice);
  await slip.getByRole("button", { name: "Try again" }).click();
  await expect(slip.getByRole("status").filter({ hasText: "Bet placed" })).toBeVisible();
  await expectBalance(page, 9_000);
});

test("what a visitor picked moves into the account that signs in, and does not come back for the next", async ({
  page,
}) => {
  const { slip } = await fillSlip(page, "3");
  await register(page);
  await expect(slip.getByLabel("Stake", { exact: true })).toHaveValue("3");
  await signOut(page);
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
  await register(page);
  await expect(slip.getByText("Your slip is empty")).toBeVisible();
});

test("an open page of one account never bets with the money of another", async ({
  page,
  context,
  device,
}) => {
  await register(page);
  await addMoney(page, "100");
  const { slip } = await fillSlip(page, "10");
  const tab = await context.newPage();
  await signOut(tab);
  await expect(slip.getByText("Your slip is empty"), "the first tab follows").toBeVisible();
  await tab.close();

  // A page that does not know of it: the other account's session comes from elsewhere.
  await register(page);
  await addMoney(page, "100");
  await fillSlip(page, "10");
  const other = await device();
  await register(other);
  await addMoney(other, "70");
  await context.clearCookies();
  await context.addCookies(await other.context().cookies());
  await slip.getByRole("button", { name: "Place bet €10.00" }).click();
  await expect(
    slip.getByText("You have since signed in with another account in this browser."),
  ).toBeVisible();
  await other.goto("/");
  await expectBalance(other, 7_000);
});

test("what was bet on in one tab cannot be placed again from another that did not hear of it", async ({
  page,
  context,
}) => {
  await register(page);
  await addMoney(page, "100");
  await fillSlip(page, "10", 2);
  const deaf = await context.newPage();
  await deaf.addInitScript(() => {
    addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
  });
  await deaf.goto("/live");
  const stale = await openSlip(deaf);
  const again = stale.getByRole("button", { name: "Place bet €10.00" });
  await expect(again).toBeEnabled();

  const slip = await openSlip(page);
  await slip.getByRole("button", { name: "Place bet €10.00" }).click();
  await expect(slip.getByRole("status").filter({ hasText: "Bet placed" })).toBeVisible();
  await expect(again).toBeVisible();
  await again.click();
  await expect(stale.getByText("Your slip is empty")).toBeVisible();
  await expectBalance(deaf, 9_000);
});
