import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/platform/database/db.ts";
import { log } from "#lib/platform/observability/log.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { rateMeter } from "#lib/platform/observability/vitals.ts";

type Exchange = { request: IncomingMessage; response: ServerResponse };

const RETRY_MS = 5_000;

/** Counts what this process answers, whoever serves it. */
const countRequests = () => {
  const counts = { answered: 0, failed: 0, ms: 0, sinceRead: 0 };
  const started = new WeakMap<object, number>();
  subscribe("http.server.request.start", (message) => {
    started.set((message as Exchange).request, performance.now());
  });
  subscribe("http.server.response.finish", (message) => {
    const { request, response } = message as Exchange;
    counts.answered += 1;
    counts.sinceRead += 1;
    counts.ms += performance.now() - (started.get(request) ?? performance.now());
    if (response.statusCode >= 500) counts.failed += 1;
  });
  const [answered, failed] = [rateMeter(), rateMeter()];
  return () => {
    const responseMs = counts.sinceRead === 0 ? 0 : Math.round(counts.ms / counts.sinceRead);
    [counts.ms, counts.sinceRead] = [0, 0];
    return {
      requestsPerSecond: answered(counts.answered),
      responseMs,
      failuresPerSecond: failed(counts.failed),
    };
  };
};

/** Lets a web process be seen on the health page. The site serves whether or not that succeeds. */
export const startWebBeat = async (): Promise<void> => {
  const figures = countRequests();
  // Compiles what Prisma plans its queries with, which would take the first page a quarter of a second.
  await db().$connect();
  for (;;) {
    try {
      const beat = await startProcessBeat("web", figures);
      const leave = (): void => {
        beat.stop().catch((error) => log.warn({ err: error }, "the beat of this process was left behind"));
      };
      process.once("SIGTERM", leave);
      process.once("SIGINT", leave);
      return;
    } catch (error) {
      log.warn({ err: error }, "the beat of this process could not start, trying again");
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }
};
