import { openSlip, pick, place, resultPrices, upcomingMatch } from "./support/slip.ts";
import { addMoney, declineLimits, expect, expectBalance, register, test } from "./support/test.ts";

test("where the network blocks the socket, odds are polled, the page says so, and bets are placed", async ({
  page,
}) => {
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  await expect(page.getByText("Live updates are off", { exact: true })).toBeVisible({ timeout: 20_000 });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/realtime?")) asked.push(request.url());
  });
  await pick(resultPrices(page, await upcomingMatch(page, 5)).first());
  const slip = await openSlip(page);
  await expect(slip.getByText("Live updates are off. Odds are refreshed every few seconds.")).toBeVisible();
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await place(slip);
  await expectBalance(page, 9_000);
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(1);
});

test("on plain http, where a browser withholds what it keeps for secure pages, bets and deposits work", async ({
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ["randomUUID", "subtle"]) Reflect.deleteProperty(Crypto.prototype, name);
    for (const name of ["clipboard", "locks", "serviceWorker", "share", "storage"])
      Reflect.deleteProperty(Navigator.prototype, name);
  });
  await register(page);
  await page.goto("/cashier");
  await declineLimits(page);
  for (const amount of ["60", "40"]) {
    await page.getByLabel("Amount (EUR)").fill(amount);
    await page.getByRole("button", { name: /^Deposit €/ }).click();
    await expect(page.getByText(`€${amount}.00 deposited`)).toBeVisible();
    if (amount === "60") await page.getByRole("button", { name: "Deposit more" }).click();
  }
  await expectBalance(page, 10_000);
  await page.goto("/live");
  await pick(resultPrices(page, await upcomingMatch(page, 6)).first());
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("10");
  await place(slip);
  await expectBalance(page, 9_000);
});

test("a deposit whose answer got lost is shown when another amount is sent, and the next one is possible", async ({
  page,
}) => {
  await register(page);
  await page.goto("/cashier");
  await declineLimits(page);
  const amount = page.getByLabel("Amount (EUR)");
  const send = page.getByRole("button", { name: /^Deposit €/ });
  let lost = true;
  await page.route("**/cashier*", async (route, request) => {
    if (!lost || request.method() !== "POST") return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await amount.fill("50");
  await send.click();
  await expect(page.getByText(/^We couldn’t reach the server/)).toBeVisible();
  lost = false;
  await amount.fill("1,000.005");
  await expect(page.getByText("Enter at most 2 decimal places.")).toBeVisible();
  await amount.fill("７０");
  await send.click();
  await expect(page.getByText("€50.00 deposited")).toBeVisible();
  await expect(page.getByText(/^This is your earlier deposit/)).toBeVisible();
  await expectBalance(page, 5_000);
  await page.getByRole("button", { name: "Deposit more" }).click();
  await page.getByRole("button", { name: "Deposit €70" }).click();
  await expect(page.getByText("€70.00 deposited")).toBeVisible();
  await expectBalance(page, 12_000);
});
