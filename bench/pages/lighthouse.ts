import { once } from "node:events";
import { type Browser, chromium } from "@playwright/test";
import type { Result } from "lighthouse";
import { freePort } from "#lib/platform/http/free-port.ts";
import { BROWSER_ARGS, browserPath } from "../lib/browser.ts";
import { startChild } from "../lib/child.ts";
import { median } from "../lib/load.ts";
import { openClient } from "../lib/requests.ts";

/** Lighthouse's own phone profile. Scores are of 100. */
export type Marks = {
  performance: number;
  accessibility: number;
  bestPractices: number;
  /** Cumulative layout shift. */
  shift: number;
  /** Bytes of script as they come over the wire, without their headers. */
  scriptBytes: number;
  /** Milliseconds that the main thread works until the page is quiet. */
  mainThreadMs: number;
  /** Audits that cost points, by name. */
  complaints: string[];
};

const ATTEMPTS_MAX = 3;

/** Lighthouse in a process of its own, which yields to the browser and the platform. */
const lighthouseOf = async (url: string, port: number): Promise<Result | null> => {
  const child = startChild(["bench/pages/look.ts", url, String(port)]);
  const ended = once(child.process, "exit").then(() => [null]);
  const [found] = await Promise.race([once(child.process, "message"), ended]);
  await child.stop();
  return found as Result | null;
};

/** On a busy machine a browser's trace can lack its beginning: then Lighthouse asks to be run again. */
const seen = async (url: string, port: number) => {
  for (let attempt = 1; ; attempt += 1) {
    const found = await lighthouseOf(url, port);
    if (found && !found.runtimeError) return found;
    if (attempt === ATTEMPTS_MAX)
      throw new Error(`Lighthouse: ${found?.runtimeError?.message ?? `nothing about ${url}`}`);
  }
};

const compressedBytes = async (urls: readonly string[]): Promise<number> => {
  let sum = 0;
  for (const { origin, pathname, search } of [...new Set(urls)].map((url) => new URL(url))) {
    const client = openClient(origin, 1);
    const { bytes } = await client.send(pathname + search, { headers: { "accept-encoding": "gzip" } });
    client.close();
    sum += bytes;
  }
  return sum;
};

const look = async (url: string, port: number): Promise<Marks> => {
  const { categories, audits } = await seen(url, port);
  const score = (name: string): number => Math.round(100 * (categories[name]?.score ?? Number.NaN));
  const requests = audits["network-requests"]?.details as
    | { items: { resourceType: string; url: string }[] }
    | undefined;
  const costly = Object.values(categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .filter(({ weight }) => weight > 0)
      .flatMap((ref) => {
        const audit = audits[ref.id];
        return audit && audit.score !== null && audit.score < 0.9
          ? [`${id}: ${ref.id} ${audit.displayValue ?? ""}`]
          : [];
      }),
  );
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    shift: audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN,
    scriptBytes: await compressedBytes(
      (requests?.items ?? []).flatMap(({ resourceType, url }) => (resourceType === "Script" ? [url] : [])),
    ),
    mainThreadMs: audits["mainthread-work-breakdown"]?.numericValue ?? Number.NaN,
    complaints: costly,
  };
};

/** The middle of several looks at one page, each figure by itself. */
export const marksOf = async (url: string, looks: number): Promise<Marks> => {
  const port = await freePort();
  const browser: Browser = await chromium.launch({
    executablePath: browserPath(),
    args: [...BROWSER_ARGS, `--remote-debugging-port=${port}`],
  });
  try {
    const all: Marks[] = [];
    for (let n = 0; n < looks; n += 1) all.push(await look(url, port));
    const middle = (figure: (marks: Marks) => number): number => median(all.map(figure));
    return {
      performance: middle((marks) => marks.performance),
      accessibility: middle((marks) => marks.accessibility),
      bestPractices: middle((marks) => marks.bestPractices),
      shift: middle((marks) => marks.shift),
      scriptBytes: middle((marks) => marks.scriptBytes),
      mainThreadMs: middle((marks) => marks.mainThreadMs),
      complaints: [...new Set(all.flatMap((marks) => marks.complaints))],
    };
  } finally {
    await browser.close();
  }
};
