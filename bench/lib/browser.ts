import { type Browser, chromium } from "@playwright/test";
import { CHROMIUM, onPath } from "../../scripts/testing/browser-path.ts";

export const BROWSER_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];

/** The Chromium on PATH, else Playwright's own. */
export const browserPath = (): string => onPath(CHROMIUM) ?? chromium.executablePath();

export const withBrowser = async <T>(work: (browser: Browser) => Promise<T>): Promise<T> => {
  const browser = await chromium.launch({ executablePath: browserPath(), args: BROWSER_ARGS });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
};
