import { expectSound } from "../support/accessible.ts";
import { openSlip, pick, place, resultPrices, upcomingMatch } from "../support/slip.ts";
import { addMoney, expect, expectBalance, register, signIn, test } from "../support/test.ts";
import { home, timePasses } from "../support/time.ts";

test.skip(!home, "needs E2E_HOME, the folder of an instance on this machine");

test("a reality check stops betting on every device until one of them answers it", async ({
  page,
  device,
}) => {
  const account = await register(page);
  await addMoney(page, "50");
  await page.goto("/");
  await pick(resultPrices(page, await upcomingMatch(page)).first());
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await timePasses(account.email, 66);
  await slip.getByRole("button", { name: /^Place bet/ }).click();

  const check = page.getByRole("alertdialog", { name: "Reality check" });
  await expect(check.getByText("1 hr 6 min")).toBeVisible();
  await expectSound(page, "a reality check");
  await page.keyboard.press("Escape");
  await expect(check).toBeVisible();

  const other = await device();
  await signIn(other, account);
  await other.goto("/");
  await expect(other.getByRole("alertdialog", { name: "Reality check" })).toBeVisible();
  await other.getByRole("link", { name: "Set limits" }).click();
  await expect(other.getByRole("heading", { name: "Limits", level: 1 })).toBeVisible();
  await expectSound(other, "the limits while a reality check waits");
  await other.getByRole("button", { name: "Continue" }).click();

  await expect(check).toBeHidden();
  await place(slip);
  await expectBalance(page, 4_500);
});

test("a time limit that is reached stops betting on every device at once", async ({ page, device }) => {
  const account = await register(page);
  await addMoney(page, "20");
  await page.goto("/");
  await pick(resultPrices(page, await upcomingMatch(page)).first());
  const other = await device();
  await signIn(other, account);
  await other.goto("/account/limits");
  const limit = other.getByRole("region", { name: "Time limits" }).getByRole("listitem").first();
  await limit.locator("summary").click();
  await limit.getByLabel("Hours").fill("0");
  await limit.getByLabel("Minutes").fill("0");
  await limit.getByRole("button", { name: "Save" }).click();
  await expect(limit.getByText(/^0 min left, /)).toBeVisible();

  const stopped = page.getByRole("alertdialog", { name: "You have reached your time limit" });
  await expect(stopped).toBeVisible();
  await expectSound(page, "a time limit that is reached");
  await stopped.getByRole("button", { name: "Close" }).click();
  const slip = await openSlip(page);
  await slip.getByLabel("Stake", { exact: true }).fill("5");
  await slip.getByRole("button", { name: /^Place bet/ }).click();
  await expect(slip.getByText(/^You have reached the time limit that you set/)).toBeVisible();
  await expectBalance(page, 2_000);
});
