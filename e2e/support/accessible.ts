import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE_WIDTH_MAX = 600;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// Experimental, and blind to abbreviations: a price shows "1" where its name says the team.
const NOT_OURS = ["label-content-name-mismatch"];

/** No finding of WCAG 2.2 AA as the page stands. The light theme differs in its colours alone, the same on a phone. */
export const expectSound = async (page: Page, name: string): Promise<void> => {
  const phone = (page.viewportSize()?.width ?? 0) < PHONE_WIDTH_MAX;
  const asked = await page.evaluate(() => document.documentElement.getAttribute("data-theme"));
  for (const theme of phone ? ["dark"] : ["dark", "light"]) {
    await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), theme);
    // What is fading is on its way to other colours.
    await page.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      for (const animation of document.getAnimations())
        if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
    });
    const axe = new AxeBuilder({ page });
    const { violations } = await (theme === "dark"
      ? axe.withTags(RULES).disableRules(NOT_OURS)
      : axe.withRules(["color-contrast"])
    ).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
    expect.soft(found, `${name}, ${theme}`).toEqual([]);
  }
  await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value ?? "dark"), asked);
};

/** The page at this address has no finding. */
export const expectAccessible = async (page: Page, path: string): Promise<void> => {
  await page.goto(path);
  await expect(page.getByRole("main").getByRole("heading").first()).toBeAttached();
  await expectSound(page, path);
};
