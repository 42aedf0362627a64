import type { Page } from "@playwright/test";

/** Goes to the issuer of the tests from a page of the site, and signs in there. Ends where the site sends the browser. */
export const continueAs = async (page: Page, login: string): Promise<void> => {
  await page.getByRole("button", { name: "Continue with Test issuer" }).click();
  await signInAtIssuer(page, login);
};

/** Says at the issuer who it is. */
export const nameLogin = async (page: Page, login: string): Promise<void> => {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).waitFor();
};

/** Lets the issuer tell the site. */
export const consent = (page: Page): Promise<void> => page.getByRole("button", { name: "Continue" }).click();

/** Signs in at the issuer, and ends where the site sends the browser. */
export const signInAtIssuer = async (page: Page, login: string): Promise<void> => {
  await nameLogin(page, login);
  await consent(page);
};
