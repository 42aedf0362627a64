import { expectAccessible, expectSound } from "./support/accessible.ts";
import { openSlip, pick, place, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, expect, fillSignIn, newAccount, register, test } from "./support/test.ts";

test("pages of visitors are accessible", async ({ page }) => {
  test.setTimeout(240_000);
  for (const path of ["/", "/live", "/register", "/search", "/search?q=a", "/search?q=zzzz"])
    await expectAccessible(page, path);
  await expectAccessible(page, "/sign-in");
  await fillSignIn(page, newAccount());
  await expect(page.getByRole("alert").filter({ hasText: "Email or password is wrong." })).toBeVisible();
  await expectSound(page, "sign-in, refused");
  await page.goto("/nowhere-at-all");
  await expect(page.getByText("This page is not in play")).toBeVisible();
  await expectSound(page, "not found");
  // With a network this page leaves by itself after some seconds.
  await page.addInitScript(() => Object.defineProperty(navigator, "onLine", { get: () => false }));
  await expectAccessible(page, "/offline");
});

test("a match in all its views, and the slip, are accessible", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await expectAccessible(page, match.path);
  for (const view of ["Timeline", "Statistics"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await expectSound(page, `match, ${view}`);
  }
  await page.getByRole("button", { name: "Markets", exact: true }).click();
  await pick(
    page
      .getByRole("main")
      .getByRole("button", { name: /^Full-time result, / })
      .first(),
  );
  await openSlip(page);
  await expectSound(page, "slip of a visitor");
});

test("a slip, its receipt and the bet are accessible", async ({ page }) => {
  test.setTimeout(240_000);
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await place(slip);
  await expectSound(page, "slip with its receipt");
  await slip.getByRole("definition").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Bet history" })).toBeVisible();
  await expectSound(page, "bet");
  await expectAccessible(page, "/bets");
});

test("pages of players are accessible", async ({ page }) => {
  test.setTimeout(240_000);
  await register(page);
  await expectAccessible(page, "/bets");
  await addMoney(page, "100");
  const account = [
    "/account",
    "/account/settings",
    "/account/notifications",
    "/account/devices",
    "/account/password",
  ];
  const money = ["/cashier", "/statement", "/statement?kind=returns"];
  for (const path of [...account, ...money]) await expectAccessible(page, path);
});
