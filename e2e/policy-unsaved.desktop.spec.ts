import type { Dialog, Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";

/** Does something, answers the dialog that it opens, and returns the dialog. Fails when none opens. */
const asked = async (page: Page, answer: "stay" | "leave", act: () => Promise<unknown>): Promise<Dialog> => {
  const question = page.waitForEvent("dialog", { timeout: 10_000 });
  const done = act().catch(() => undefined);
  const dialog = await question;
  await (answer === "stay" ? dialog.dismiss() : dialog.accept());
  await done;
  return dialog;
};

test("the policy is not left with changes that are not in force, without asking", async ({
  adminPage: page,
}) => {
  const unasked: string[] = [];
  const refuse = (dialog: Dialog): void => {
    unasked.push(dialog.message());
    dialog.accept().catch(() => undefined);
  };
  const nav = page.getByRole("navigation", { name: "Back office" });
  const limit = page.getByRole("textbox", { name: "Maximum stake, JPY" });
  await page.goto("/admin/audit");
  await nav.getByRole("link", { name: "Policy" }).click();
  await limit.fill("0.5");

  const byLink = await asked(page, "stay", () => nav.getByRole("link", { name: "Players" }).click());
  expect(byLink.message()).toBe("Your changes are not published. Leave the page and lose them?");
  await expect(page).toHaveURL(/\/admin\/policy$/);
  await expect(limit).toHaveValue("0.5");

  await limit.fill("12345");
  const byBack = await asked(page, "stay", () => page.evaluate(() => history.back()));
  expect(byBack.message()).toBe(byLink.message());
  await expect(page).toHaveURL(/\/admin\/policy$/);
  await expect(limit).toHaveValue("12345");

  const byReload = await asked(page, "stay", () => page.reload({ timeout: 3_000 }));
  expect(byReload.type()).toBe("beforeunload");
  await expect(limit).toHaveValue("12345");

  page.on("dialog", refuse);
  await page.getByRole("button", { name: "Discard" }).click();
  await nav.getByRole("link", { name: "Players" }).click();
  await expect(page).toHaveURL(/\/admin\/players$/);
  await nav.getByRole("link", { name: "Policy" }).click();
  await expect(limit).not.toHaveValue("12345");
  expect(unasked).toEqual([]);

  page.off("dialog", refuse);
  await limit.fill("12345");
  await asked(page, "leave", () => nav.getByRole("link", { name: "Players" }).click());
  await expect(page).toHaveURL(/\/admin\/players$/);
});
