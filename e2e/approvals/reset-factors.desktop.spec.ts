import { withAuthenticator } from "../support/passkeys.ts";
import { demoAccount, expect, register, signIn, test } from "../support/test.ts";

test("a player's second factors are removed by two members of staff, and the player is signed out", async ({
  page,
  device,
}) => {
  const account = await register(page);
  await withAuthenticator(page);
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Passkey added.")).toBeVisible();

  const support = await device();
  await signIn(support, demoAccount("support"));
  await support.goto(`/admin/players?q=${encodeURIComponent(account.email)}`);
  await support.getByRole("link", { name: account.email }).click();
  await support.getByRole("button", { name: "Reset two-step sign-in" }).click();
  const dialog = support.getByRole("dialog");
  await dialog.getByText("Documents checked").click();
  await dialog.getByRole("button", { name: "Send for approval" }).click();
  await expect(dialog.getByText(/^Sent for approval\./)).toBeVisible();
  expect((await page.request.get("/account")).url(), "nothing has happened yet").toMatch(/\/account$/);

  const risk = await device();
  await signIn(risk, demoAccount("risk"));
  await risk.goto("/admin/approvals");
  const waiting = risk.getByRole("listitem").filter({ hasText: "Remove a player’s second factors" });
  await expect(waiting).toContainText("Documents checked");
  await waiting.getByRole("button", { name: "Approve" }).click();
  await expect(risk.getByRole("row").filter({ hasText: "Remove a player’s second factors" })).toContainText(
    "Approved",
  );
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
});
