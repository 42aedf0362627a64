import sharp from "sharp";
import { expectSound } from "../support/accessible.ts";
import { demoAccount, expect, fillRegistration, newAccount, signIn, test } from "../support/test.ts";

const picture = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: "#49a" } })
    .jpeg()
    .toBuffer();

test("a player sends documents, staff look at them, and the player is verified", async ({ page, device }) => {
  await page.goto("/register");
  await fillRegistration(page, newAccount(), "1990-06-08");
  await page.waitForURL((url) => url.pathname !== "/register");
  await page.goto("/account/identity");
  const main = page.getByRole("main");
  await expect(main.getByText("Not verified")).toHaveCount(3);

  const add = async (name: string, buffer: Buffer, kind = "passport") => {
    await main.getByLabel("Document", { exact: true }).selectOption(kind);
    await main.getByLabel("Photo or scan").setInputFiles({ name, mimeType: "image/jpeg", buffer });
    await main.getByRole("button", { name: "Add document" }).click();
  };
  await add("passport.jpg", Buffer.from("%PDF-1.7 not a picture"));
  await expect(main.getByText(/^We can’t read this file/)).toBeVisible();
  await add("passport.jpg", await picture());
  await expect(main.getByText(/^Document added/)).toBeVisible();
  await add("bill.jpg", await picture(), "utility_bill");
  await expect(main.getByRole("button", { name: "Remove Utility bill" })).toBeVisible();
  await expectSound(page, "documents that are not sent yet");
  const src = `/admin/identity/documents/${crypto.randomUUID()}`;
  expect((await page.request.get(src)).status()).toBe(404);
  await main.getByRole("button", { name: "Send for review" }).click();
  await expect(main.getByText("In review")).toHaveCount(3);

  const name = await main.getByLabel("Last name").inputValue();
  const staff = await device();
  await signIn(staff, demoAccount("support"));
  await staff.goto("/admin/identity");
  await expectSound(staff, "the queue of identity");
  await staff
    .getByRole("main")
    .getByRole("link", { name: new RegExp(name) })
    .click();
  const image = staff.getByRole("main").getByRole("img").first();
  await expect(image).toBeVisible();
  const address = (await image.getAttribute("src")) ?? "";
  const seen = await staff.request.get(address);
  expect(seen.headers()).toMatchObject({
    "cache-control": "private, no-store",
    "content-type": "image/jpeg",
  });
  expect((await page.request.get(address)).status()).toBe(404);
  await expectSound(staff, "documents under review");
  await staff.getByRole("main").getByRole("button", { name: "Approve" }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await expect(staff.getByRole("main").getByText("Approved")).toBeVisible();

  await page.reload();
  await expect(main.getByText("Your identity is verified. There is nothing for you to do.")).toBeVisible();
  await expect(main.getByText("Verified", { exact: true })).toHaveCount(3);
  await expectSound(page, "a verified identity");
});

test("a player takes a copy of their data", async ({ playerPage: page }) => {
  await page.goto("/account/data");
  const main = page.getByRole("main");
  await main.getByRole("button", { name: "Prepare a copy" }).click();
  const pdf = main.getByRole("button", { name: /^PDF, copy of/ });
  await expect(pdf).toBeVisible();
  await expectSound(page, "a copy of one's data");
  const download = page.waitForEvent("download");
  await pdf.click();
  expect((await download).suggestedFilename()).toBe("evens-data.pdf");
});
