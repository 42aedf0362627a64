import { expect, type Page } from "@playwright/test";

/** Confirms the dialog that is open, with its first reason. */
export const confirm = async (page: Page, name: string): Promise<void> => {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio").first().check();
  await dialog.getByRole("button", { name, exact: true }).click();
};

/** Approves what waits for a second person, found by a text in it. */
export const approveAsSecond = async (page: Page, subject: string): Promise<void> => {
  await page.goto("/admin/approvals");
  const waiting = page.getByRole("listitem").filter({ hasText: subject });
  await waiting.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByRole("row").filter({ hasText: subject }).first()).toContainText("Approved");
};
