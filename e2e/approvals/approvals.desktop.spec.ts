import type { Page } from "@playwright/test";
import { expectSound } from "../support/accessible.ts";
import { demoAccount, expect, signIn, test } from "../support/test.ts";

const record = async (page: Page, rate: string): Promise<void> => {
  await page.goto("/admin/policy");
  const main = page.getByRole("main");
  await main.getByLabel("One unit of").selectOption("KWD");
  await main.getByLabel("is worth, in").selectOption("JPY");
  await main.getByLabel("Rate", { exact: true }).fill(rate);
  await main.getByRole("button", { name: "Record rate" }).click();
};

test("a rate that jumps waits for a second person, who sees it and approves it", async ({ page, device }) => {
  await signIn(page, demoAccount("admin"));
  await record(page, "480");
  await expect(page.getByText("The rate has been recorded.")).toBeVisible();
  await record(page, "840");
  await expect(page.getByText(/^Sent for approval\./)).toBeVisible();
  await expect(page.getByText("1 KWD = 840 JPY")).toHaveCount(0);

  await page.goto("/admin/approvals");
  const own = page.getByRole("listitem").filter({ hasText: "exchange_rate:KWD/JPY" });
  await expect(own.getByText("Your request")).toBeVisible();
  await expect(own.getByRole("button", { name: "Approve" })).toHaveCount(0);

  const second = await device();
  await signIn(second, demoAccount("risk"));
  await second.goto("/admin");
  await second.getByRole("link", { name: /^Approvals\s*1$/ }).click();
  const waiting = second.getByRole("listitem").filter({ hasText: "exchange_rate:KWD/JPY" });
  await expect(waiting).toContainText("Sam");
  await waiting.getByText("Exact contents").click();
  await expect(waiting.getByText('"rate": "840"')).toBeVisible();
  await expectSound(second, "/admin/approvals");
  await waiting.getByRole("button", { name: "Approve" }).click();
  await expect(second.getByText("Nothing is waiting.")).toBeVisible();
  const decided = second.getByRole("row").filter({ hasText: "exchange_rate:KWD/JPY" });
  await expect(decided).toContainText("Approved");
  await expect(decided).toContainText("Jo");
  await second.goto("/admin/policy");
  await expect(second.getByText("1 KWD = 840 JPY")).toBeVisible();
});
