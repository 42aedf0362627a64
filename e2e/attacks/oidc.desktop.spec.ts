import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { consent, continueAs, nameLogin } from "../support/issuer.ts";
import { expect, fillPersonAndResidence, fillRegistration, test } from "../support/test.ts";

const victim = async (page: Page, login: string) => {
  await page.goto("/register");
  const account = { email: `${login}@mail.example`, password: "corner-flag-in-the-rain" };
  await fillRegistration(page, account, "1990-06-08");
  await page.waitForURL((url) => url.pathname !== "/register");
};

test("an identity whose email address equals an account's opens no account, whether the issuer has verified it or not", async ({
  page,
  device,
}) => {
  for (const kind of ["verified", "unverified"]) {
    const login = `${kind}-${randomBytes(6).toString("hex")}`;
    const owner = await device();
    await victim(owner, login);
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await continueAs(page, login);
    await expect(page, kind).toHaveURL(/\/register\/complete$/);
    await fillPersonAndResidence(page);
    await expect(page.getByLabel("Email")).toHaveAccessibleDescription(/already an account with this email/);
    await page.goto("/account");
    await expect(page, `${kind}: nobody is signed in`).toHaveURL(/\/sign-in/);
    await owner.goto("/account/security");
    await expect(owner.getByText("Not linked")).toBeVisible();
  }
});

test("what an issuer answered to one browser signs in no other one, and no browser twice", async ({
  page,
  device,
}) => {
  const login = `attacker-${randomBytes(6).toString("hex")}`;
  let answer = "";
  page.on("request", (request) => {
    if (request.url().includes("/api/auth/callback/tests?")) answer = request.url();
  });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with Test issuer" }).click();
  await nameLogin(page, login);
  const cookies = await page.context().cookies();
  await consent(page);
  await expect(page).toHaveURL(/\/register\/complete$/);
  expect(answer).toContain("code=");

  // The attacker's answer in the browser of somebody else, who has begun a sign-in of their own or none.
  const other = await device();
  const refused = async (reader: Page) => {
    await reader.goto(answer);
    await expect(reader).toHaveURL(/\/sign-in\?(.*&)?error=/);
    await expect(reader.getByText("That sign-in did not work.")).toBeVisible();
  };
  await refused(other);
  await other.goto("/sign-in");
  await other.getByRole("button", { name: "Continue with Test issuer" }).click();
  await other.waitForURL(/127\.0\.0\.1/);
  await refused(other);

  // Again in the browser that asked for it, with the cookies that it had then.
  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await refused(page);
});
