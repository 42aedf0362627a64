import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE_WIDTH_MAX = 600;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// Experimental, and blind to abbreviations: a price shows "1" where its name says the team.
const NOT_OURS = ["label-content-name-mismatch"];

const SCROLL_PX = 40;
const SCROLLS_MAX = 4;

type Found = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

/** A target of which something else leaves too little to be pressed. */
const isCovered = (id: string, { any }: Found[number]["nodes"][number]): boolean =>
  id === "target-size" && any.some(({ data }) => data?.messageKey === "partiallyObscured");

/** Whether some target is covered wherever the page is scrolled to: a row that is half under the header is not. */
const staysCovered = async (page: Page): Promise<boolean> => {
  const top = await page.evaluate(() => scrollY);
  try {
    for (let scrolls = 1; scrolls <= SCROLLS_MAX; scrolls += 1) {
      const went = await page.evaluate(
        ([from, by]) => {
          const lowest = document.documentElement.scrollHeight - innerHeight;
          scrollTo({ top: from + by <= lowest ? from + by : from - by, behavior: "instant" });
          return scrollY !== from;
        },
        [top, scrolls * SCROLL_PX] as const,
      );
      if (!went) return true;
      const { violations } = await new AxeBuilder({ page }).withRules(["target-size"]).analyze();
      if (!violations.some(({ id, nodes }) => nodes.some((node) => isCovered(id, node)))) return false;
    }
    return true;
  } finally {
    await page.evaluate((to) => scrollTo({ top: to, behavior: "instant" }), top);
  }
};

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
    const covered = violations.some(({ id, nodes }) => nodes.some((node) => isCovered(id, node)));
    const forgiven = covered && !(await staysCovered(page));
    const found = violations.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => !(forgiven && isCovered(id, node)))
        .slice(0, 3)
        .map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
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
