import { expectAccessible } from "./support/accessible.ts";
import { runningMatches } from "./support/slip.ts";
import { demoAccount, signIn, test } from "./support/test.ts";

test("pages of staff are accessible", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await signIn(page, demoAccount("admin"));
  const paths = [
    "/admin",
    "/admin/trading",
    `/admin/trading/${match.eventId}`,
    "/admin/bets",
    "/admin/players",
    "/admin/feeds",
    "/admin/ledger",
    "/admin/audit",
    "/admin/processes",
  ];
  for (const path of paths) await expectAccessible(page, path);
});
