import { generateSync } from "otplib";
import { visit } from "../../scripts/testing/site.ts";
import { expectSound } from "../support/accessible.ts";
import { enterAs, expect, newAccount, test } from "../support/test.ts";
import { home, proofAges } from "../support/time.ts";

test.skip(!home, "needs E2E_HOME, the folder of an instance on this machine");

test("a sign-in that is not fresh is asked for proof, and recovery codes are replaced", async ({
  page,
  baseURL,
}) => {
  const account = newAccount();
  const visitor = visit(baseURL ?? "");
  await visitor.register(account);
  await enterAs(page, visitor);
  await page.goto("/account/security");
  const main = page.getByRole("main");
  await proofAges(account.email);
  await main.getByRole("button", { name: "Set up" }).click();
  const proof = main.getByRole("group", { name: "Confirm it’s you" });
  await expect(proof).toBeVisible();
  await expectSound(page, "a question for a fresh proof");
  await proof.getByLabel("Your password").fill("not the password at all");
  await proof.getByRole("button", { name: "Confirm it’s you" }).click();
  await expect(proof.getByLabel("Your password")).toHaveAccessibleDescription("That is not your password.");
  await proof.getByLabel("Your password").fill(account.password);
  await page.keyboard.press("Enter");
  await expect(main.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();

  const secret = ((await main.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await main.getByLabel("Code from the app").fill(generateSync({ secret }));
  await main.getByRole("button", { name: "Turn on" }).click();
  const codes = main.getByRole("listitem").filter({ hasText: /^\w{4}-\w{4}-\w{4}-\w{4}$/ });
  await expect(codes).toHaveCount(10);
  const old = (await codes.first().textContent()) ?? "";

  await page.reload();
  await expect(main.getByText("You have 10 recovery codes left.")).toBeVisible();
  await proofAges(account.email);
  await main.getByRole("button", { name: "Make new codes" }).click();
  await proof.getByLabel(/or a recovery code$/).fill(old);
  await proof.getByRole("button", { name: "Confirm it’s you" }).click();
  await expect(main.getByText("Your old recovery codes no longer work.")).toBeVisible();
  await expect(codes).toHaveCount(10);
  await expect(codes.filter({ hasText: old })).toHaveCount(0);
  await expectSound(page, "/account/security, new recovery codes");
  await page.reload();
  await expect(codes, "they are shown once").toHaveCount(0);
});
