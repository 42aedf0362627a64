import { expectAccessible, expectSound } from "./support/accessible.ts";
import { runningMatches } from "./support/slip.ts";
import { demoAccount, expect, signIn, test } from "./support/test.ts";

test("pages of staff are accessible", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await signIn(page, demoAccount("admin"));
  const paths = [
    "/admin",
    "/admin/trading",
    `/admin/trading/${match.eventId}`,
    "/admin/bets",
    "/admin/players",
    "/admin/payments",
    "/admin/payments/review",
    "/admin/policy",
    "/admin/feeds",
    "/admin/ledger",
    "/admin/audit",
    "/admin/audit?action=market.settle",
    "/admin/processes",
  ];
  for (const path of paths) await expectAccessible(page, path);
  await page.goto(`/admin/trading/${match.eventId}`);
  await page.getByRole("button", { name: "Settle Full-time result" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "From score" })).toBeVisible();
  await expectSound(page, "the dialog to settle a market");
});
