import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { visit } from "../scripts/testing/site.ts";
import { loseOutcomes } from "./support/in-play.ts";
import { openSlip, runningMatches } from "./support/slip.ts";
import { expect, newAccount, signIn, test } from "./support/test.ts";

const ends = async (page: Page) =>
  (await openSlip(page)).getByText(/^(\d+ bets? placed$|Bet placed$|Bet rejected: )/);

test("a bet placed on one device is followed by the slip of another that opens meanwhile, and its result is announced once", async ({
  page,
  device,
}) => {
  test.setTimeout(150_000);
  const account = newAccount();
  // The device that bets is none that this journey looks at.
  const bettor = visit(process.env.E2E_URL ?? "");
  await bettor.register(account);
  await bettor.command("cashier.deposit", { idempotencyKey: randomUUID(), amount: "500" });
  await signIn(page, account);
  const later = await device();
  await signIn(later, account);
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const bet = async (): Promise<void> => {
    const answer = await bettor.command("bet.place", {
      idempotencyKey: randomUUID(),
      stake: "1",
      oddsChoice: "any",
      legs: [{ marketId: `${match.eventId}.1x2`, outcomeKey: "home", odds: "20000" }],
    });
    expect(answer).toMatchObject({ ok: true, value: { status: "pending" } });
  };

  const release = await loseOutcomes(page);
  const waits = page.getByRole("heading", { name: /^Placing (your bet|\d+ bets)…$/ });
  // The page must be drawn while the bet waits, which is for a second.
  await expect(async () => {
    await bet();
    await page.goto("/");
    await openSlip(page);
    await expect(waits).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  release();
  await expect(waits).toBeHidden({ timeout: 15_000 });
  await expect((await ends(page)).first()).toBeVisible();

  await later.goto("/");
  await expect((await ends(later)).first()).toBeVisible();
  await expect(later.getByRole("heading", { name: /^Placing (your bet|\d+ bets)…$/ })).toBeHidden();
  await later.reload();
  const slip = await openSlip(later);
  await expect(
    slip.getByRole("button", { name: "Clear" }).or(slip.getByText("Your slip is empty")).first(),
  ).toBeVisible();
  await expect(await ends(later)).toHaveCount(0);
});
