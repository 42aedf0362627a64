import { defineConfig, devices } from "@playwright/test";
import { CHROMIUM, HEADLESS_SHELL, onPath } from "./scripts/testing/browser-path.ts";

/** The system's, else the one that `npx playwright install chromium` brings. */
const browser = onPath([HEADLESS_SHELL, ...CHROMIUM]);

const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const offline = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

// On the simulator; all others run on a scripted feed.
const DEMO = /\/demo\.spec\.ts$/;
// They stop what the other journeys need, a process or all betting: last, and alone.
const OUTAGE = /\/outage\.spec\.ts$/;
const KILL_SWITCH = /\/kill-switch\.spec\.ts$/;
// It changes the policy by which all journeys bet.
const REFERRAL = /\/referral\.spec\.ts$/;

// Journeys run on both sizes, unless their name ends in .desktop.spec.ts or .phone.spec.ts.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  // A deadline only bounds a failure, so it suits a slow machine.
  timeout: 120_000,
  expect: { timeout: 25_000 },
  reporter: "list",
  use: {
    baseURL: process.env.E2E_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A trace slows every journey down: ask for it with --trace=on.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { args: [...quiet, ...offline], ...(browser ? { executablePath: browser } : {}) },
  },
  projects: [
    {
      name: "desktop",
      testIgnore: [/\.phone\.spec\.ts$/, DEMO, OUTAGE, KILL_SWITCH, REFERRAL],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      testIgnore: [/\.desktop\.spec\.ts$/, DEMO, OUTAGE, KILL_SWITCH, REFERRAL],
      use: { ...devices["Pixel 7"] },
    },
    {
      name: "demo",
      testMatch: DEMO,
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "referral",
      testMatch: REFERRAL,
      dependencies: ["desktop", "phone"],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "kill-switch",
      testMatch: KILL_SWITCH,
      dependencies: ["referral"],
      use: { ...devices["Pixel 7"] },
    },
    {
      name: "outage",
      testMatch: OUTAGE,
      dependencies: ["kill-switch"],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
  ],
});
