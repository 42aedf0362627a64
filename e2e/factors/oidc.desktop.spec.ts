import { randomBytes } from "node:crypto";
import { expectSound } from "../support/accessible.ts";
import { continueAs, signInAtIssuer } from "../support/issuer.ts";
import { withAuthenticator } from "../support/passkeys.ts";
import { expect, fillPersonAndResidence, register, test } from "../support/test.ts";

const aLogin = (): string => `ann-${randomBytes(6).toString("hex")}`;

test("somebody registers with an identity elsewhere, completes what the law asks, and signs in with it", async ({
  page,
  device,
}) => {
  const login = aLogin();
  await page.goto("/register");
  await continueAs(page, login);
  await expect(page).toHaveURL(/\/register\/complete$/);
  await expectSound(page, "/register/complete");
  await expect(page.getByLabel("Email")).toHaveValue(`${login}@mail.example`);
  await expect(page.getByLabel("Display name")).toHaveValue("Robin");
  await fillPersonAndResidence(page);
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/account/security");
  await expect(page.getByText(`Linked as ${login}@mail.example`)).toBeVisible();
  await expectSound(page, "/account/security, linked");
  await page.getByRole("button", { name: "Unlink: Test issuer" }).click();
  await expect(page.getByText(/you would have no way left to sign in/)).toBeVisible();

  const other = await device();
  await other.goto("/sign-in?next=/account/security");
  await continueAs(other, login);
  await expect(other).toHaveURL(/\/account\/security$/);
});

test("a player links an identity elsewhere, signs in with it, and unlinks it", async ({ page, device }) => {
  const login = aLogin();
  await register(page);
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Link: Test issuer" }).click();
  await signInAtIssuer(page, login);
  await expect(page.getByText("Linked. You can sign in with it from now on.")).toBeVisible();

  const other = await device();
  await other.goto("/sign-in");
  await continueAs(other, login);
  await other.waitForURL((url) => url.pathname === "/");

  await withAuthenticator(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Passkey added.")).toBeVisible();
  const code = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: /^\w{4}-\w{4}-\w{4}-\w{4}$/ });
  const recovery = (await code.first().textContent()) ?? "";
  const third = await device();
  await third.goto("/sign-in?next=/account/security");
  await continueAs(third, login);
  await expect(third, "an identity elsewhere is not the second factor").toHaveURL(/\/sign-in\/second-factor/);
  await third.getByLabel("Recovery code").fill(recovery);
  await third.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(third, "the page that was asked for survives both steps").toHaveURL(/\/account\/security$/);

  await page.getByRole("button", { name: "Unlink: Test issuer" }).click();
  await expect(page.getByText("Not linked")).toBeVisible();
});

test("an issuer's answer is told apart from a register that cannot be asked", async ({ page }) => {
  await page.goto("/sign-in?error=register_unavailable");
  await expect(page.getByText(/can’t reach your country’s self-exclusion register/)).toBeVisible();
  await page.goto("/sign-in?error=%3Cb%3E");
  await expect(page.getByText("That sign-in did not work.")).toBeVisible();
  await expect(page.getByText("<b>")).toHaveCount(0);
});
