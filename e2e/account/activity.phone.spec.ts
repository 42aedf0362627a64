import { readFile } from "node:fs/promises";
import { expectSound } from "../support/accessible.ts";
import { openSlip, pick, place, resultPrices, takeAnyPrice, upcomingMatch } from "../support/slip.ts";
import { addMoney, expect, register, test } from "../support/test.ts";

test("the activity report adds the period up, and is downloaded as CSV and PDF like the statement", async ({
  page,
}) => {
  await register(page);
  await addMoney(page, "40");
  await page.goto("/");
  await pick(resultPrices(page, await upcomingMatch(page)).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("7.25");
  await place(slip);

  await page.goto("/account/activity");
  const main = page.getByRole("main");
  const sums = main.locator("section").filter({ has: page.getByRole("heading", { name: "In this period" }) });
  await expect(sums.getByText("-€7.25", { exact: true })).toBeVisible();
  await expect(sums.getByText("€40.00", { exact: true })).toBeVisible();
  await expectSound(page, "/account/activity");
  await main.getByLabel("By").selectOption("month");
  await main.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/by=month/);
  await expect(main.getByRole("row").last()).toContainText("-€7.25");

  const download = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      main.getByRole("link", { name }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const csv = await download("Download CSV");
  expect(csv.bytes.toString("utf8").trim().split("\r\n").at(-1)).toContain("7.25,0.00,-7.25,40.00,0.00,EUR");
  const pdf = await download("Download PDF");
  expect(pdf.name).toMatch(/^evens-activity-[\d-]+\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");

  await page.goto("/statement");
  const statement = await download("Export PDF");
  expect([statement.name.slice(-4), statement.bytes.subarray(0, 5).toString()]).toEqual([".pdf", "%PDF-"]);
});
