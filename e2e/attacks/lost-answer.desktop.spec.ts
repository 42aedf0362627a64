import { newMatch } from "../support/feed.ts";
import { expect, test } from "../support/test.ts";

test("what a dialog confirms is done once, though its answer was lost and it was confirmed again", async ({
  adminPage: page,
}) => {
  const match = await newMatch();
  await page.goto(`/admin/trading/${match.eventId}`);
  await page.getByRole("button", { name: "Suspend event" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Information" }).check();
  let lost = 0;
  await page.route(
    (url) => url.pathname.startsWith("/admin/trading/"),
    async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      // It arrives and is done; nothing comes back.
      await route.fetch();
      await route.abort("connectionreset");
    },
  );
  const confirm = dialog.getByRole("button", { name: "Suspend", exact: true });
  await confirm.click();
  await expect(dialog.getByText("No answer was received")).toBeVisible();
  expect(lost).toBe(1);
  await confirm.click();
  await expect(dialog).toBeHidden();
  await page.goto(`/admin/audit?subject=${encodeURIComponent(`event:${match.eventId}`)}`);
  const entries = page.getByRole("main").getByRole("listitem").filter({ hasText: "event.suspend" });
  await expect(entries).toHaveCount(1);
});
