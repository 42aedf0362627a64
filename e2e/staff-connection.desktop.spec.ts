import { expect, test } from "./support/test.ts";

test("a staff page is connecting at first, says that it is not connected only after a while, and comes back", async ({
  adminPage: page,
}) => {
  const sent = await (await page.request.get("/admin/trading")).text();
  expect(sent).toContain("Connecting</span>");
  expect(sent).not.toContain("Not connected: refreshed every 15 s</span>");

  let reachable = false;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (reachable) socket.connectToServer();
  });
  await page.goto("/admin/trading");
  const state = page.getByRole("banner");
  await expect(state.getByText("Not connected")).toBeVisible({ timeout: 15_000 });
  reachable = true;
  await expect(state.getByText("Live", { exact: true })).toBeVisible({ timeout: 30_000 });
});

test("a staff page that cannot be read again stays as it was last read", async ({
  adminPage: page,
  context,
}) => {
  await page.clock.install();
  await page.goto("/admin/audit");
  const main = page.getByRole("main");
  await expect(main.getByRole("listitem").first()).toBeVisible();
  await context.setOffline(true);
  const asked = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/health/live"));
  await page.clock.fastForward(20_000);
  await asked;
  await expect(main.getByRole("listitem").first()).toBeVisible();
  await context.setOffline(false);
  const read = page.waitForResponse(/\/admin\/audit\?.*_rsc=/);
  await page.clock.fastForward(20_000);
  await read;
});
