import { expect, test } from "@playwright/test";
import { newMatch } from "./support/feed.ts";

type Shown = { label: string; text: string; state: string; seen: boolean };

test("a price that is out of sight moves too, and is called what it shows", async ({ page }) => {
  const match = await newMatch();
  await page.goto(match.path);
  const prices = page.getByRole("main").locator("button[data-state]");
  await expect(prices.first()).toBeVisible();
  const read = (): Promise<Shown[]> =>
    prices.evaluateAll((buttons) =>
      buttons.map((button) => ({
        label: button.getAttribute("aria-label") ?? "",
        text: button.lastElementChild?.textContent ?? "",
        state: (button as HTMLElement).dataset.state ?? "",
        seen: button.getBoundingClientRect().top < innerHeight,
      })),
    );
  const below = (all: Shown[]): string[] => all.filter(({ seen }) => !seen).map(({ label }) => label);
  const before = below(await read());
  expect(before.length).toBeGreaterThan(5);
  await match.play(10);
  await expect.poll(async () => below(await read())).not.toEqual(before);
  for (const { label, text, state } of await read())
    if (state === "offered") expect(label.endsWith(`, ${text}`), `${label} shows ${text}`).toBe(true);
});
