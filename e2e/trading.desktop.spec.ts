import { randomInt } from "node:crypto";
import { newMatch } from "./support/feed.ts";
import { expect, test } from "./support/test.ts";

test("a trader stops several matches to come at once, with one reason, and resumes them again", async ({
  adminPage: page,
  isMobile,
}) => {
  // One after the other in the list, as a range is selected.
  const hours = 24 + randomInt(1_000) / 10;
  const own = [];
  for (const nth of [0, 1, 2, 3])
    own.push(await newMatch({ minute: null, startsInHours: hours + nth / 1_000 }));
  const [free = "", first = "", second = "", last = ""] = own.map(({ name }) => `Select ${name}`);
  await page.goto("/admin/trading?show=upcoming");
  const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
  const row = (name: string) => page.getByRole("row").filter({ has: box(name) });
  await box(first).click();
  if (isMobile) {
    await box(second).click();
    await box(last).click();
  } else {
    await box(last).click({ modifiers: ["Shift"] });
  }
  await expect(page.getByText("3 events selected")).toBeVisible();
  await page.getByRole("button", { name: "Suspend selected" }).click();
  const question = page.getByRole("dialog", { name: "Suspend 3 events?" });
  await question.getByRole("radio", { name: "Feed quality" }).check();
  await question.getByRole("button", { name: "Suspend selected" }).click();
  await expect(page.getByText("3 events suspended")).toBeVisible();
  await expect(box(second)).not.toBeChecked();
  await expect(row(second)).toContainText("Feed quality");

  // One that is not suspended is reported, and the others are resumed.
  for (const name of [free, first, second, last]) await box(name).click();
  await page.getByRole("button", { name: "Resume selected" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resume selected" }).click();
  await expect(page.getByText("3 events resumed")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/^Not done: .* \(staff had not suspended it\)$/)).toBeVisible();
  await expect(row(second)).not.toContainText("Feed quality");
});

test("the health page draws every process and reads as a table too", async ({ adminPage: page }) => {
  await page.goto("/admin/processes?range=15m");
  for (const name of ["Web", "Realtime", "Feeds", "Worker"])
    await expect(page.getByRole("heading", { name: `${name} Up` }).first()).toBeVisible();
  await expect(page.getByRole("img", { name: /^CPU, one core: now \d/ }).first()).toBeVisible();
  await page.getByText("As a table").first().click();
  await expect(page.getByRole("rowheader", { name: "Database connections" })).toBeVisible();
});
