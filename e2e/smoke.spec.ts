import { expect, test } from "./support/test.ts";

test("the platform says that it is ready, and the home page shows", async ({ page, request }) => {
  const ready = await request.get("/api/health/ready");
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toEqual({ ready: true });

  const response = await page.goto("/");
  expect(response?.status()).toBe(200);
  await expect(page).toHaveTitle(/Evens/);
  await expect(page.getByRole("main")).toBeVisible();
  const labels = await page
    .getByRole("main")
    .getByRole("button")
    .evaluateAll((all) => all.map((button) => button.getAttribute("aria-label") ?? ""));
  expect(labels.length).toBeGreaterThan(10);
  expect(
    labels.filter((label) => /[{}]/.test(label)),
    "no message is shown unparsed",
  ).toEqual([]);
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang, "nothing sticks out at the side").toBeLessThanOrEqual(0);
});

test("a new player opens an account and stays signed in", async ({ playerPage }) => {
  await playerPage.goto("/account");
  await expect(playerPage).toHaveURL(/\/account/);
  await expect(playerPage.getByRole("main")).toContainText("Journey");
  await expect(playerPage.getByRole("main")).toContainText("Malta");
});

test("the administrator reaches the back office, a visitor does not", async ({ browser, adminPage }) => {
  await adminPage.goto("/admin");
  await expect(adminPage).toHaveURL(/\/admin/);
  await expect(adminPage.getByRole("main")).toBeVisible();

  const visitor = await browser.newContext();
  const page = await visitor.newPage();
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/sign-in/);
  await visitor.close();
});
