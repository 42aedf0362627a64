import sharp from "sharp";
import { randomName } from "../../lib/players/testing/random-name.ts";
import { visit } from "../../scripts/testing/site.ts";
import { expectSound } from "../support/accessible.ts";
import { demoAccount, enterAs, expect, fillRegistration, newAccount, signIn, test } from "../support/test.ts";

test("documents that are refused come back to the player with the reason", async ({ page, device }) => {
  await page.goto("/register");
  await fillRegistration(page, newAccount(), "1990-06-08");
  await page.waitForURL((url) => url.pathname !== "/register");
  await page.goto("/account/identity");
  const main = page.getByRole("main");
  const name = await main.getByLabel("Last name").inputValue();
  const buffer = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#49a" } })
    .jpeg()
    .toBuffer();
  await main.getByLabel("Document", { exact: true }).selectOption("passport");
  await main.getByLabel("Photo or scan").setInputFiles({ name: "p.jpg", mimeType: "image/jpeg", buffer });
  await main.getByRole("button", { name: "Add document" }).click();
  await main.getByRole("button", { name: "Send for review" }).click();
  await expect(main.getByText("In review").first()).toBeVisible();

  const staff = await device();
  await signIn(staff, demoAccount("support"));
  await staff.goto("/admin/identity");
  await staff.getByRole("link", { name: new RegExp(name) }).click();
  await staff.getByRole("main").getByRole("button", { name: "Refuse" }).click();
  const dialog = staff.getByRole("dialog");
  await dialog.getByText("Unreadable").click();
  await dialog.getByLabel(/^Note/).fill("The corner is cut off");
  await expectSound(staff, "refusing documents");
  await dialog.getByRole("button", { name: "Refuse" }).click();
  await expect(staff.getByRole("main").getByText("Refused").first()).toBeVisible();

  await page.reload();
  await expect(main.getByText(/^We couldn’t read the document/).first()).toBeVisible();
  await expect(page.getByText("The corner is cut off"), "the note is for staff").toHaveCount(0);
  await expect(main.getByRole("button", { name: "Add document" })).toBeVisible();
  await expectSound(page, "/account/identity, refused");
});

test("a second account of one person waits for staff, who block it", async ({ page, device, baseURL }) => {
  const person = { firstName: "Ida", lastName: randomName(), birthDate: "1988-03-09" };
  const [first, second] = [newAccount(), newAccount()];
  await visit(baseURL ?? "").register({ ...first, ...person });
  const visitor = visit(baseURL ?? "");
  await visitor.register({ ...second, ...person });
  const deposit = { amount: "10.00", idempotencyKey: crypto.randomUUID() };
  expect(await visitor.command("cashier.deposit", deposit)).toMatchObject({ ok: false });

  const staff = await device();
  await signIn(staff, demoAccount("risk"));
  await staff.goto("/admin/identity");
  const pair = staff.getByRole("row").filter({ hasText: second.email });
  await expect(pair).toContainText(first.email);
  await expectSound(staff, "possible second accounts");
  await pair.getByRole("button", { name: "Decide" }).click();
  const dialog = staff.getByRole("dialog");
  await dialog.getByText("One person", { exact: true }).click();
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(pair).toHaveCount(0);
  await enterAs(page, visitor);
  await page.goto("/");
  await expect(page.getByText("You can’t bet, deposit or play.")).toBeVisible();
});
