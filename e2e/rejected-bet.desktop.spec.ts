import { randomUUID } from "node:crypto";
import { visit } from "../scripts/testing/site.ts";
import { expectSound } from "./support/accessible.ts";
import { runningMatches } from "./support/slip.ts";
import { demoAccount, expect, newAccount, signIn, test } from "./support/test.ts";

test("staff see why a bet was refused, what would have done, and that it would be refused again", async ({
  page,
}) => {
  await page.goto("/live");
  const [{ eventId, name }] = await runningMatches(page);
  const player = visit(process.env.E2E_URL ?? "");
  const account = newAccount();
  await player.register(account);
  // Enough that the limit is what refuses the bet, not the balance.
  for (let n = 0; n < 5; n += 1)
    await player.command("cashier.deposit", { idempotencyKey: randomUUID(), amount: "1000" });
  const refused = await player.command("bet.place", {
    idempotencyKey: randomUUID(),
    stake: "9999.00",
    oddsChoice: "any",
    legs: [{ marketId: `${eventId}.1x2`, outcomeKey: "home", odds: "20000" }],
  });
  // The tightest limit: of the outcome instead where its odds are long.
  const { refusal } = refused as { refusal: { code: string; maximum?: string; maximumStake?: string } };
  expect(["stake_above_limit", "risk_limit"]).toContain(refusal.code);
  const maximum = Number(refusal.maximum ?? refusal.maximumStake) / 100;

  await signIn(page, demoAccount("admin"));
  await page.goto("/admin/players");
  const main = page.getByRole("main");
  await main.getByLabel("Email, name or ID").fill(account.email);
  await main.getByRole("button", { name: "Search" }).click();
  await main.getByRole("link", { name: account.email }).click();
  const entry = main.getByRole("link", {
    name: refusal.code === "risk_limit" ? /^Liability limit/ : /^Stake above the limit/,
  });
  await expect(entry).toContainText("€9,999.00");
  await entry.click();
  await expect(main.getByText("Rejected", { exact: true })).toBeVisible();
  const largest = main.getByRole("definition").filter({
    hasText: `€${maximum.toLocaleString("en", { minimumFractionDigits: 2 })}`,
  });
  await expect(largest).toBeVisible();
  await main.getByRole("button", { name: "Re-run decision" }).click();
  await expect(main.getByText("Same answer").first()).toBeVisible();
  await expect(main.getByRole("region", { name: /Answer then and now$/ })).toContainText(refusal.code);
  await expectSound(page, "a refused bet");
  await main.getByRole("link", { name }).click();
  await expect(main.getByRole("heading", { level: 1, name })).toBeVisible();
});
