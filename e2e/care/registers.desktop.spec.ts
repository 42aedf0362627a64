import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectSound } from "../support/accessible.ts";
import { demoAccount, expect, signIn, test } from "../support/test.ts";

const aPerson = (): string => createHash("sha256").update(crypto.randomUUID()).digest("hex");

const upload = async (page: Page, lines: readonly string[]): Promise<void> => {
  const main = page.getByRole("main");
  await main.getByLabel("Register").selectOption("RGIAJ");
  const buffer = Buffer.from(lines.join("\n"));
  await main.getByLabel("CSV file").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer });
  await main.getByRole("button", { name: "Upload" }).click();
};

test("a list of excluded people is checked line by line, compared, and put in force whole", async ({
  page,
  device,
}) => {
  await signIn(page, demoAccount("risk"));
  await page.goto("/admin/registers");
  const main = page.getByRole("main");
  await upload(page, [
    "person_sha256,until",
    `${aPerson()},`,
    "Jane Roe,1990-01-01",
    `${aPerson()},2026-02-30`,
  ]);
  await expect(main.getByText("RGIAJ: the last file was not accepted, 2 lines are wrong")).toBeVisible();
  await expect(main.getByText(/^Line 3: /)).toBeVisible();
  await expect(main.getByText("Line 4: no such date")).toBeVisible();
  await expect(main.getByText("Jane Roe")).toHaveCount(0);
  await expectSound(page, "/admin/registers, a list with wrong lines");

  await upload(page, [
    "person_sha256,until",
    `${aPerson()},`,
    `${aPerson()},2999-12-31`,
    `${aPerson()},2001-01-01`,
  ]);
  const draft = main
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "RGIAJ: list waiting" }) });
  await expect(draft.getByText("Newly excluded")).toBeVisible();
  await expectSound(page, "/admin/registers, a list that waits");
  await draft.getByRole("button", { name: "Put in force" }).click();
  await expect(draft).toHaveCount(0);
  await expect(main.getByRole("row").filter({ hasText: "RGIAJ" })).toContainText("3");

  const support = await device();
  await signIn(support, demoAccount("support"));
  expect((await support.request.get("/admin/registers")).status()).toBe(404);
});
