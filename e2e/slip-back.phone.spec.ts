import { openSlip, pick, resultPrices, upcomingMatch } from "./support/slip.ts";
import { expect, test } from "./support/test.ts";

test("Back closes the open slip and stays on the page; closed by hand it leaves nothing to go back to", async ({
  page,
}) => {
  await page.goto("/");
  await page.goto("/live");
  await pick(resultPrices(page, await upcomingMatch(page)).first());
  const slip = await openSlip(page);
  await page.goBack();
  await expect(slip).toBeHidden();
  await expect(page).toHaveURL(/\/live$/);

  await openSlip(page);
  await page.getByRole("button", { name: "Close the slip" }).click();
  await expect(slip).toBeHidden();
  await openSlip(page);
  await page.keyboard.press("Escape");
  await expect(slip).toBeHidden();
  await page.goBack();
  await expect(page).not.toHaveURL(/\/live$/);
});
