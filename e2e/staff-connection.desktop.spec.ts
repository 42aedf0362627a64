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
