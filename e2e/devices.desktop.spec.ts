import { openSlip, pick, place, resultPrices, runningMatches, takeAnyPrice } from "./support/slip.ts";
import { addMoney, expect, expectBalance, register, signIn, test } from "./support/test.ts";

test("two devices of one player show the same slip and the same balance", async ({ page, device }) => {
  const account = await register(page);
  await addMoney(page, "100");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  const saved = page.waitForResponse(
    (response) =>
      response.request().method() === "POST" && (response.request().postData() ?? "").includes(match.eventId),
  );
  await pick(resultPrices(page, match).first());
  await saved;

  const other = await device();
  await signIn(other, account);
  const otherSlip = await openSlip(other);
  await expect(otherSlip.getByText("Full-time result")).toBeVisible();
  await expectBalance(other, 10_000);

  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("25");
  await place(slip);
  await expectBalance(page, 7_500);
  await expectBalance(other, 7_500);
});
