import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import next from "next";
import {
  BOARD_COOKIE,
  FAVOURITES_COOKIE,
  ODDS_FORMAT_COOKIE,
  OPEN_MARKETS_COOKIE,
  PINNED_COOKIE,
  SESSION_COOKIE,
  SIGNED_IN_MARK,
  THEME_COOKIE,
  TIME_ZONE_COOKIE,
} from "#lib/core/cookies.ts";
import { env } from "#lib/platform/config/env.ts";
import { db } from "#lib/platform/database/db.ts";
import { builtFiles } from "#lib/platform/http/built-files.ts";
import { admit } from "#lib/platform/http/edge/admit.ts";
import type { Handler } from "#lib/platform/http/handler.ts";
import { sharedPages } from "#lib/platform/http/shared-page.ts";
import { log } from "#lib/platform/observability/log.ts";
import { httpDuration } from "#lib/platform/observability/metrics.ts";
import { startProcessBeat } from "#lib/platform/observability/process-beat.ts";
import { rateMeter } from "#lib/platform/observability/vitals.ts";
import { isRouterState } from "./router-state.ts";

const HEADERS_MS_MAX = 15_000;
const REQUEST_MS_MAX = 30_000;
const BEAT_RETRY_MS = 5_000;

/** What is personal on them is read by the browser from `GET /api/me`. */
const SHARED_PAGES = {
  path: /^\/(live|(events|competitions)\/[\w-]+)?$/,
  cookies: [THEME_COOKIE, ODDS_FORMAT_COOKIE, TIME_ZONE_COOKIE, OPEN_MARKETS_COOKIE, BOARD_COOKIE],
  // Of those that many readers have differently, a page knows what it shows.
  cookiesOf: [
    { name: FAVOURITES_COOKIE, path: /^\/$/ },
    { name: PINNED_COOKIE, path: /^\/events\// },
  ],
  session: { cookie: SESSION_COOKIE, mark: SIGNED_IN_MARK },
  ageMs: 500,
};

const passOn: Handler = (_request, _response, next) => next();

/** Counts what this process answers. */
const countResponses = () => {
  const counts = { answered: 0, failed: 0, ms: 0, sinceRead: 0 };
  const [answered, failed] = [rateMeter(), rateMeter()];
  return {
    count: ({ method = "" }: IncomingMessage, response: ServerResponse): void => {
      const started = performance.now();
      response.once("finish", () => {
        const ms = performance.now() - started;
        httpDuration.observe({ method, status: String(response.statusCode) }, ms / 1_000);
        counts.answered += 1;
        counts.sinceRead += 1;
        counts.ms += ms;
        if (response.statusCode >= 500) counts.failed += 1;
      });
    },
    figures: () => {
      const responseMs = counts.sinceRead === 0 ? 0 : Math.round(counts.ms / counts.sinceRead);
      [counts.ms, counts.sinceRead] = [0, 0];
      return {
        requestsPerSecond: answered(counts.answered),
        responseMs,
        failuresPerSecond: failed(counts.failed),
      };
    },
  };
};

/** Lists this process on the health page as soon as the database answers. The site is served in any case. */
const startBeat = (figures: () => Record<string, number>): { stop(): Promise<void> } => {
  const stopped = new AbortController();
  const started = (async () => {
    while (!stopped.signal.aborted) {
      try {
        return await startProcessBeat("web", figures);
      } catch (error) {
        log.warn({ err: error }, "the beat of this process could not start, trying again");
        await sleep(BEAT_RETRY_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      }
    }
    return undefined;
  })();
  return {
    stop: async () => {
      stopped.abort();
      await (await started)?.stop();
    },
  };
};

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });

/**
 * Serves the site. Every request is admitted or refused, then answered from the files of the build, from shared
 * pages, or by Next, in this order.
 */
export const startWeb = async (): Promise<{ stop(): Promise<void> }> => {
  const { HOST, PORT, PUBLIC_URL, COUNTRY_HEADER, TRUSTED_PROXY_HOPS, NODE_ENV } = env();
  const development = NODE_ENV === "development";
  // Next fetches the page that an action redirects to from this address, as under `next start`.
  process.env.__NEXT_PRIVATE_ORIGIN = `http://localhost:${PORT}`;
  const server = createServer();
  const app = next({
    dev: development,
    hostname: HOST,
    port: PORT,
    // Next's development server speaks to its pages over a socket. In production it is kept from listening for upgrades.
    httpServer: development ? server : createServer(),
  });
  await app.prepare();
  const requestHandler = app.getRequestHandler();
  const render = (...[request, response]: Parameters<Handler>): void => {
    requestHandler(request, response).catch((error) => {
      log.error({ err: error, path: request.url }, "a request could not be answered");
      response.destroy();
    });
  };
  const files = development ? passOn : builtFiles(process.env.NEXT_DIST_DIR || ".next");
  const pages = sharedPages((...given) => render(...given, () => undefined), {
    ...SHARED_PAGES,
    // In development, every request renders its page.
    cached: !development,
  });
  const admission = {
    publicUrl: PUBLIC_URL,
    trustedHops: TRUSTED_PROXY_HOPS,
    countryHeader: COUNTRY_HEADER,
    isRouterState,
    development,
  };
  const { count, figures } = countResponses();

  server.on("request", (request, response) => {
    count(request, response);
    admit(request, response, admission, (admitted) =>
      files(admitted, response, () =>
        pages(admitted, response, () => render(admitted, response, () => undefined)),
      ),
    );
  });
  if (!development)
    server.on("upgrade", (_request, socket: Socket) => {
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    });
  // Cuts clients that send their headers, or all of a request, too slowly. Node looks every half minute.
  server.headersTimeout = HEADERS_MS_MAX;
  server.requestTimeout = REQUEST_MS_MAX;
  // Compiles Prisma's query planner, which would cost the first page a quarter of a second.
  await db()
    .$connect()
    .catch((error) => log.warn({ err: error }, "the database did not answer yet"));
  await listen(server, PORT, HOST);
  const beat = startBeat(figures);
  return {
    stop: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
      await beat
        .stop()
        .catch((error) => log.warn({ err: error }, "the beat of this process was left behind"));
      await app.close();
    },
  };
};
