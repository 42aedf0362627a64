import type { Topic, TopicMessage } from "../protocol.ts";
import type { Store } from "./store.ts";

/** Reads topics over HTTP. Rejects if no answer arrives. */
export type Poll = (topics: readonly Topic[]) => Promise<TopicMessage[]>;

/** How long the socket is silent before a page polls over HTTP, and the interval of polling. */
export const POLL_AFTER_MS = 5_000;
const POLL_EVERY_MS = 5_000;
/** Without an answer for this long, polled odds are no longer current. */
const POLLED_MS_MAX = 15_000;

type Options = {
  store: Store;
  poll: Poll;
  topics: () => Topic[];
  /** Whether the socket is still silent. */
  silent: () => boolean;
  now?: () => number;
};

/** Keeps the store reasonably current where no socket gets through, for instance behind a proxy that only passes HTTP. */
export const createPolling = ({ store, poll, topics, silent, now = () => performance.now() }: Options) => {
  let asking = false;
  let nextAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;

  return {
    /** To be called repeatedly while the socket is silent. */
    turn: async (): Promise<void> => {
      if (store.connection().status === "polling" && now() - answeredAt > POLLED_MS_MAX)
        store.setConnection({ status: "stale" });
      const hidden = globalThis.document?.visibilityState === "hidden";
      if (asking || hidden || now() < nextAt || !store.connection().online) return;
      asking = true;
      // Pages that lost the sidecar at the same moment must not all poll at once.
      nextAt = now() + POLL_EVERY_MS * (0.8 + 0.4 * Math.random());
      try {
        const messages = await poll(topics());
        if (!silent()) return;
        for (const message of messages) store.receive(message);
        answeredAt = now();
        if (store.connection().online) store.setConnection({ status: "polling" });
      } catch {
        // The odds stay marked as stale, and the next turn polls again.
      } finally {
        asking = false;
      }
    },
  };
};
