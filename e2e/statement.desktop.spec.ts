import { readFile } from "node:fs/promises";
import { openSlip, pick, place, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, test } from "./support/test.ts";

test("the statement shows every movement of the balance and exports them", async ({ page }) => {
  await register(page);
  await addMoney(page, "60");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("7.25");
  await place(slip);
  await expectBalance(page, 5_275);

  await page.goto("/statement");
  const main = page.getByRole("main");
  await expect(main.getByText(/^Stake, /).filter({ visible: true })).toBeVisible();
  await expect(main.getByText("-€7.25").filter({ visible: true })).toBeVisible();
  await expect(main.getByText("+€60.00").filter({ visible: true })).toBeVisible();

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const csv = await readFile(await file.path(), "utf8");
  expect(csv.startsWith("\ufeff"), "spreadsheets read it as UTF-8").toBe(true);
  const lines = csv.trim().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain("-7.25");
  expect(lines[2]).toContain("60.00");
});
