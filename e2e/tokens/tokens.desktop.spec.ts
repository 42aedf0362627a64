import { expectSound } from "../support/accessible.ts";
import { demoAccount, expect, register, signIn, test } from "../support/test.ts";

test("a player makes an API token, a program uses it, and it ends when it is revoked", async ({
  page,
  playwright,
  baseURL,
}) => {
  await register(page);
  await page.goto("/account/security");
  await page.getByRole("link", { name: "Programs that act for you use API tokens." }).click();
  await expect(page.getByText("You have no tokens.")).toBeVisible();
  await expectSound(page, "/account/tokens");
  const create = page.getByRole("button", { name: "Create token" });
  await page.getByLabel("Name").fill("Theme switch");
  await create.click();
  await expect(page.getByText("Choose at least one.")).toBeVisible();
  await page.getByRole("checkbox", { name: /^player\.update_settings/ }).check();
  await create.click();
  const token = (await page.getByText(/^evens_pat_[0-9a-f]{48}$/).textContent()) ?? "";
  await expect(page.getByText("Copy it now. It won’t be shown again.")).toBeVisible();

  const program = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const call = (name: string, data: object) => program.post(`/api/v1/commands/${name}`, { data });
  expect((await call("player.update_settings", { theme: "light" })).status()).toBe(200);
  const beyond = await call("limit.decline", {});
  expect([beyond.status(), await beyond.json()]).toEqual([
    403,
    { ok: false, refusal: { code: "out_of_scope" } },
  ]);

  await page.goto("/account/tokens");
  await expect(page.getByText(token)).toHaveCount(0);
  await expect(page.getByText(`ends in ${token.slice(-4)}`)).toBeVisible();
  await page.getByRole("button", { name: "Revoke: Theme switch" }).click();
  await expect(page.getByText("You have no tokens.")).toBeVisible();
  expect((await call("player.update_settings", { theme: "dark" })).status()).toBe(401);
  await program.dispose();
});

test("staff see what a token of theirs may do", async ({ page }) => {
  await signIn(page, demoAccount("trader"));
  await page.goto("/admin/account/tokens");
  await expect(page.getByRole("checkbox", { name: /^markets:suspend/ })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /^players:restrict/ })).toHaveCount(0);
  await expectSound(page, "/admin/account/tokens");
});
