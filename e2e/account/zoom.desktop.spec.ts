import { visit } from "../../scripts/testing/site.ts";
import { enterAs, expect, newAccount, test } from "../support/test.ts";

// A window of 1440 × 900 at 200 %.
test.use({ viewport: { width: 720, height: 450 }, contextOptions: { reducedMotion: "reduce" } });

/** Every page of an account, and what is mainly done there. */
const PAGES: Readonly<Record<string, RegExp>> = {
  "/account": /^Deposit$/,
  "/account/identity": /^Save/,
  "/account/settings": /^Save/,
  "/account/notifications": /^Save/,
  "/account/data": /^Prepare a copy$/,
  "/account/limits": /^Save$/,
  "/account/activity": /^Show$/,
  "/account/safer-gambling": /^Take a break$/,
  "/account/security": /^Add a passkey$/,
  "/account/password": /^Change password$/,
  "/account/email": /./,
  "/account/devices": /./,
  "/account/tokens": /^Create token$/,
  "/statement": /^Apply$/,
};

test("at 200 % no page of the account sticks out, and what is done there is in reach", async ({
  page,
  baseURL,
}) => {
  const visitor = visit(baseURL ?? "");
  await visitor.register(newAccount());
  await enterAs(page, visitor);
  for (const [path, name] of Object.entries(PAGES)) {
    await page.goto(path);
    const main = page.getByRole("main");
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overhang, path).toBeLessThanOrEqual(0);
    const action = main.getByRole("button", { name }).or(main.getByRole("link", { name })).first();
    await action.focus();
    await expect(action, path).toBeInViewport({ ratio: 0.9 });
    const covered = await action.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + height / 2);
      return !element.contains(over);
    });
    expect.soft(covered, `${path}, covered`).toBe(false);
  }
});
