import { generateSync } from "otplib";
import { expectSound } from "./support/accessible.ts";
import { expect, fillSignIn, register, test } from "./support/test.ts";

/** The next code that was not used yet: the site takes each once, and those of the past thirty seconds. */
const freshCode = async (secret: string, used: Set<string>): Promise<string> => {
  await expect.poll(() => used.has(generateSync({ secret })), { timeout: 60_000 }).toBe(false);
  const code = generateSync({ secret });
  used.add(code);
  return code;
};

test("an authenticator app is set up, asked for at sign-in, and turned off", async ({ page, device }) => {
  // It waits for several codes, each of which lasts half a minute.
  test.setTimeout(300_000);
  const account = await register(page);
  await page.goto("/account/security");
  await expectSound(page, "/account/security, off");
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectSound(page, "/account/security, setup");
  const secret = ((await page.getByRole("main").locator("code").textContent()) ?? "").replaceAll(" ", "");
  const used = new Set<string>();
  await page.getByLabel("Code from the app").fill(await freshCode(secret, used));
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("Two-step sign-in is on. All other devices")).toBeVisible();
  const codes = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: /^\w{4}-\w{4}-\w{4}-\w{4}$/ });
  await expect(codes).toHaveCount(10);
  await expectSound(page, "/account/security, recovery codes");
  const recovery = (await codes.first().textContent()) ?? "";

  const other = await device();
  await other.goto("/sign-in?next=/account/security");
  await fillSignIn(other, account);
  await expect(other.getByRole("heading", { name: "Two-step sign-in" })).toBeVisible();
  await expectSound(other, "/sign-in/second-factor");
  await other.goto("/account");
  await expect(other, "the password alone signs nobody in").toHaveURL(/\/sign-in/);
  await other.goto("/sign-in/second-factor?next=/account/security");
  const field = other.getByLabel("Code from your authenticator app, or a recovery code");
  await field.fill("AAAA-AAAA-AAAA-AAAA");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(field).toHaveAccessibleDescription(/This code is wrong or was already used/);
  await field.fill(await freshCode(secret, used));
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other).toHaveURL(/\/account\/security$/);

  const third = await device();
  await third.goto("/sign-in");
  await fillSignIn(third, account);
  await third.getByLabel("Code from your authenticator app, or a recovery code").fill(recovery);
  await third.getByRole("button", { name: "Sign in" }).click();
  await third.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await third.goto("/account/security");
  await expect(third.getByText("You have 9 recovery codes left.")).toBeVisible();
  await expectSound(third, "/account/security, on");
  await third.getByLabel("Code from the app, or a recovery code").fill(await freshCode(secret, used));
  await third.getByRole("button", { name: "Turn off" }).click();
  await expect(third.getByText("Two-step sign-in is off.").first()).toBeVisible();

  const fourth = await device();
  await fourth.goto("/sign-in");
  await fillSignIn(fourth, account);
  await fourth.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
});
