import { startSite } from "#lib/cashier/providers/crypto/testing/site.ts";
import { ensureChromium } from "./chromium.ts";
import { startFeedSource } from "./feed/source.ts";
import { stableMatches } from "./feed/stable-matches.ts";
import { type Instance, type InstanceOptions, startInstance } from "./instance.ts";
import { startIssuer } from "./oidc-issuer.ts";
import { NOTHING, type Outcome, playwrightOutcome, plus } from "./outcome.ts";
import { failed, interrupted, runReporting } from "./run.ts";

let instance: Instance | undefined;

/** Ends the platform of the journeys, if it runs. */
export const stopInstance = async (): Promise<void> => instance?.stop();

/** The journeys of these projects, on a platform of their own. */
const journeysOn = async (
  options: InstanceOptions,
  projects: string[],
  filters: string[],
  env: Record<string, string> = {},
): Promise<Outcome> => {
  console.log(`\n  starting a platform for the journeys (its log: test-results/${options.name}.log) …`);
  instance = await startInstance(options);
  const report = `test-results/${options.name}.json`;
  try {
    return await runReporting(
      `journeys (${projects.join(", ")})`,
      [
        "node_modules/@playwright/test/cli.js",
        "test",
        "--reporter=list,json",
        ...projects.map((project) => `--project=${project}`),
        ...(filters.length > 0 ? ["--pass-with-no-tests", ...filters] : []),
      ],
      {
        report,
        read: playwrightOutcome,
        env: {
          ...env,
          E2E_URL: instance.url,
          E2E_REALTIME_URL: instance.realtimeUrl,
          E2E_HOME: instance.home,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          NODE_NO_WARNINGS: "1",
        },
      },
    );
  } finally {
    await instance.stop();
  }
};

/** On a feed on which nothing happens but what a journey says. */
const scripted = async (filters: string[]): Promise<Outcome> => {
  const source = await startFeedSource({ id: "scripted" });
  const issuer = await startIssuer();
  const chain = await startSite();
  try {
    for (const message of await stableMatches()) source.say(message);
    const env = {
      EVENS_VOLATILE: "true",
      FEED_PROVIDER: "http",
      FEED_ID: "scripted",
      FEED_URL: source.url,
      FEED_RECOVERY_GAP_SECONDS: "1",
      IN_PLAY_DELAY_MS: "1000",
      OIDC_ISSUERS: issuer.issuers,
      ...chain.env,
    };
    const projects = ["desktop", "phone", "referral", "kill-switch", "outage"];
    return await journeysOn({ name: "journeys", env }, projects, filters, {
      E2E_FEED_URL: source.url,
      E2E_CHAIN_URL: chain.anvil.url,
    });
  } finally {
    await chain.stop();
    await issuer.stop();
    await source.stop();
  }
};

/** On the simulator, as a new installation runs. */
const demo = (filters: string[]): Promise<Outcome> =>
  journeysOn({ name: "demo", env: { EVENS_VOLATILE: "true", SIMULATOR_SPEED: "30" } }, ["demo"], filters);

/** The journeys whose file names match the filters, or all. */
export const journeys = async (filters: string[]): Promise<Outcome> => {
  const names = filters.filter((filter) => !filter.startsWith("-"));
  const isDemo = (name: string): boolean => name.includes("demo");
  let total = NOTHING;
  try {
    ensureChromium();
    if (names.length === 0 || !names.every(isDemo)) total = await scripted(filters);
    if (!interrupted() && (names.length === 0 || names.some(isDemo)))
      total = plus(total, await demo(filters));
    return total;
  } catch (error) {
    console.error(`  ${(error as Error).message}`);
    return plus(total, failed("journeys", (error as Error).message));
  }
};
