import { expectSound } from "./support/accessible.ts";
import {
  openSlip,
  pick,
  place,
  resultPrices,
  runningMatches,
  stakeOn,
  takeAnyPrice,
} from "./support/slip.ts";
import { addMoney, expect, register, test } from "./support/test.ts";

test("a bet is shared without its stake, and taken over by whoever opens the link", async ({
  page,
  device,
}) => {
  await page.addInitScript(() => {
    const shared = (text: string) => Object.assign(window, { shared: text });
    Object.assign(navigator, { share: async ({ text, url }: ShareData) => shared(`${text}\n${url}`) });
    navigator.clipboard.writeText = async (text) => void shared(text);
  });
  await register(page);
  await addMoney(page, "50");
  await page.goto("/live");
  const [match] = await runningMatches(page);
  await pick(resultPrices(page, match).first());
  const slip = await openSlip(page);
  await takeAnyPrice(slip);
  await slip.getByLabel("Stake", { exact: true }).fill("17.35");
  await place(slip);
  await slip.getByRole("definition").getByRole("link").click();
  await page.getByRole("button", { name: "Share (stake hidden)" }).click();
  await expect.poll(() => page.evaluate(() => "shared" in window)).toBe(true);
  const text = await page.evaluate(() => (window as unknown as { shared: string }).shared);
  expect(text).toContain("Full-time result");
  expect(text).not.toContain("17.35");

  const friend = await device();
  await friend.goto(new URL(text.split("\n").at(-1) ?? "").href);
  const main = friend.getByRole("main");
  await expect(main.getByText(match.name)).toBeVisible();
  await pick(main.getByRole("button", { name: /Full-time result, / }));
  await expect((await openSlip(friend)).getByText("Full-time result")).toBeVisible();
});

test("a shared accumulator goes to the slip whole, and what cannot be bet on any more says so", async ({
  page,
}) => {
  await page.goto("/live");
  const [first, second] = await runningMatches(page, 2);
  if (!second) throw new Error("two matches are needed");
  const address = new URLSearchParams([first, second].map(({ eventId }) => ["p", `${eventId}.1x2:home`]));
  await page.goto(`/picks?${address}`);
  const main = page.getByRole("main");
  await expect(main.getByText("Full-time result")).toHaveCount(2);
  await expectSound(page, "shared selections");
  await main.getByRole("button", { name: "Add 2 selections to slip" }).click();
  const slip = await openSlip(page);
  await expect(stakeOn(slip, "Double")).toBeVisible();
  await expect(slip.getByText("Full-time result")).toHaveCount(2);

  await page.goto("/picks?p=nobody.1x2:home");
  await expect(main.getByText("These selections are no longer available")).toBeVisible();
});
