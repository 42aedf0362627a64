import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/platform/observability/log.ts";
import { type Emit, NotConnected, type Provider } from "../provider.ts";
import { linesOf } from "./lines.ts";

export type HttpFeedOptions = {
  /** The `provider` of every message. */
  id: string;
  /** The feed's base address, with `messages` and `recovery` below it. */
  url: string;
  /** A connection that is silent for this long counts as dead. */
  silenceMsMax?: number;
};

const SILENCE_MS_MAX = 20_000;
const RETRY_MS = 250;
const RETRY_MS_MAX = 5_000;
const REQUEST_MS_MAX = 10_000;

/**
 * A feed over HTTP. `GET messages` streams canonical messages as they happen, one JSON per line, without end. `POST
 * recovery?after=<ms>&request=<id>` requests what was missed: the feed then sends the current state of everything and
 * all settlement messages since that time on the open stream, and ends with a `snapshot_complete` for that request. A
 * broken connection is reported as an alive message that is not subscribed, so that no bets are taken before the
 * recovery.
 */
export const httpFeed = ({ id, url, silenceMsMax = SILENCE_MS_MAX }: HttpFeedOptions): Provider => {
  const base = url.endsWith("/") ? url : `${url}/`;
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let requests = 0;

  let connected = false;

  const listen = async (emit: Emit): Promise<void> => {
    const silent = new AbortController();
    const watch = setTimeout(() => silent.abort(new Error("nothing came")), silenceMsMax);
    try {
      const response = await fetch(new URL("messages", base), {
        signal: AbortSignal.any([stopped.signal, silent.signal]),
      });
      if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
      connected = true;
      for await (const line of linesOf(response.body)) {
        watch.refresh();
        if (line.trim() !== "") await emit(line, line);
      }
      throw new Error("the feed ended the stream");
    } finally {
      clearTimeout(watch);
    }
  };

  const run = async (emit: Emit): Promise<void> => {
    let waitMs = RETRY_MS;
    while (!stopped.signal.aborted) {
      try {
        await listen(emit);
      } catch (error) {
        if (stopped.signal.aborted) return;
        log.warn({ provider: id, reason: (error as Error).message }, "the feed's stream is broken");
      }
      if (connected) {
        connected = false;
        waitMs = RETRY_MS;
        await emit({ type: "alive", provider: id, timestamp: Date.now(), subscribed: false });
      }
      await sleep(waitMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      waitMs = Math.min(RETRY_MS_MAX, waitMs * 2);
    }
  };

  return {
    id,
    name: new URL(base).host,
    start: async (emit) => {
      running = run(emit);
    },
    stop: async () => {
      stopped.abort();
      await running;
    },
    requestRecovery: async (afterMs) => {
      if (!connected) throw new NotConnected(`no stream from ${base}`);
      requests += 1;
      const request = `${id}-${Date.now()}-${requests}`;
      const address = new URL("recovery", base);
      address.searchParams.set("after", String(Math.floor(afterMs)));
      address.searchParams.set("request", request);
      const response = await fetch(address, {
        method: "POST",
        signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the feed refused a recovery: status ${response.status}`);
      return request;
    },
  };
};
