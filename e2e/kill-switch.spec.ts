import { OFFERED } from "./support/slip.ts";
import { demoAccount, expect, signIn, test } from "./support/test.ts";

/** A football price that can be taken: other sports go on. */
const FOOTBALL = new RegExp(`, Full-time result, .*${OFFERED.source}`);

test("one switch stops all football with a reason above every page of staff, and lifts it again", async ({
  page,
  device,
}) => {
  await page.goto("/live");
  const prices = page.getByRole("main").getByRole("button", { name: FOOTBALL });
  await expect(prices.first()).toBeVisible();

  const desk = await device();
  await signIn(desk, demoAccount("admin"));
  await desk.goto("/admin/trading");
  await desk.getByText("Suspend a sport").click();
  await desk.getByRole("button", { name: "Suspend Football" }).click();
  const question = desk.getByRole("dialog", { name: "Suspend Football?" });
  await expect(question.getByText(/events on offer stop at once/)).toBeVisible();
  await question.getByRole("radio", { name: "Integrity" }).check();
  await question.getByLabel(/^Note/).fill("the league asked");
  await question.getByRole("button", { name: "Suspend", exact: true }).click();
  await expect(question).toBeHidden();
  const resume = desk.getByRole("button", { name: "Resume Football" });
  try {
    await expect(resume).toBeFocused();
    await expect(prices).toHaveCount(0);
    for (const path of ["/admin", "/admin/bets"]) {
      await desk.goto(path);
      await expect(desk.getByText("Football is suspended")).toBeVisible();
      await expect(desk.getByText(/^Integrity \(the league asked\), by Sam at/)).toBeVisible();
    }
  } finally {
    await desk.goto("/admin/trading");
    await resume.click();
    await desk.getByRole("dialog").getByRole("button", { name: "Resume", exact: true }).click();
  }
  await expect(desk.getByText("Football is suspended")).toBeHidden();
  await expect(prices.first()).toBeVisible();
});
