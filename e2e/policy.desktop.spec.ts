import { randomInt, randomUUID } from "node:crypto";
import { visit } from "../scripts/testing/site.ts";
import { expectSound } from "./support/accessible.ts";
import { runningMatches } from "./support/slip.ts";
import { demoAccount, expect, newAccount, signIn, test } from "./support/test.ts";

test("staff change a stake limit: they see before and after, the next bet is decided by it, and the trail keeps both", async ({
  page,
}) => {
  await page.goto("/live");
  const [{ eventId }] = await runningMatches(page);
  // A currency that no other journey plays in.
  const player = visit(process.env.E2E_URL ?? "");
  await player.register({ ...newAccount(), currency: "SEK" });
  await player.command("cashier.deposit", { idempotencyKey: randomUUID(), amount: "3000" });
  const bet = async (stake: string) =>
    player.command("bet.place", {
      idempotencyKey: randomUUID(),
      stake,
      oddsChoice: "any",
      legs: [{ marketId: `${eventId}.1x2`, outcomeKey: "home", odds: "20000" }],
    });

  await signIn(page, demoAccount("admin"));
  await page.goto("/admin/policy");
  const main = page.getByRole("main");
  const limit = main.getByRole("textbox", { name: "Maximum stake, SEK" });
  const review = main.getByRole("button", { name: "Review changes" });
  await expect(main.getByText("No changes", { exact: true })).toBeVisible();

  await limit.fill("0.5");
  await expect(limit).toHaveAccessibleDescription("Below the smallest stake");
  await expect(main.getByText("1 field needs attention")).toBeVisible();
  await expect(review).toBeDisabled();
  await review.click({ force: true });
  await expect(page.getByRole("dialog")).toBeHidden();

  const maximum = randomInt(1_100, 1_900);
  await limit.fill(String(maximum));
  await expect(limit).toHaveAccessibleDescription(/^was kr\s/);
  await review.click();
  const question = page.getByRole("dialog", { name: "Change 1 rule?" });
  const change = question.getByRole("listitem").filter({ hasText: "Maximum stake, SEK" });
  await expect(change.getByRole("insertion")).toContainText(maximum.toLocaleString("en"));
  await expect(question.getByText(/at the liability limit/)).toBeVisible();
  await expectSound(page, "the review of a policy");
  await question.getByRole("radio", { name: "Regulation" }).check();
  await question.getByLabel(/^Note/).fill("a new licence");
  await question.getByRole("button", { name: /^Publish version \d+$/ }).click();
  await expect(question).toBeHidden();
  const notice = main.getByText(/^Version \d+ is in force$/);
  await expect(notice).toBeVisible();
  const version = /\d+/.exec((await notice.textContent()) ?? "")?.[0] ?? "";
  await expect(review).toBeFocused();
  await expect(main.getByText(`Version ${version}, in force since`)).toBeVisible();

  expect(await bet("2000")).toMatchObject({
    ok: false,
    refusal: { code: "stake_above_limit", maximum: String(maximum * 100) },
  });

  const inForce = main
    .getByRole("listitem")
    .filter({ hasText: `Version ${version}` })
    .first();
  await expect(inForce).toContainText("Sam");
  await expect(inForce).toContainText("Regulation: a new licence");
  await inForce.getByText("1 change").click();
  await expect(inForce.getByText("Maximum stake, SEK")).toBeVisible();
  await inForce.getByRole("link", { name: /^Audit entry/ }).click();
  const entry = main.getByRole("listitem").first();
  await expect(entry).toContainText("policy.publish");
  await entry.locator("summary").first().click();
  await expect(entry.getByRole("row").filter({ hasText: "currencies.SEK.stakeMax" })).toContainText(
    String(maximum * 100),
  );
});

test("a player does not get to the policy, by page or by action", async () => {
  const player = visit(process.env.E2E_URL ?? "");
  await player.register(newAccount());
  expect((await player.get("/admin/policy")).status).not.toBe(200);
  const empty = {} as never;
  const forbidden = { ok: false, refusal: { code: "forbidden", permission: "policy:write" } };
  expect(await player.command("policy.preview", { rules: empty })).toEqual(forbidden);
  expect(
    await player.command("policy.change", { base: 1, rules: empty, reason: "risk", note: null }),
  ).toEqual(forbidden);
});
