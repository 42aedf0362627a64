import type { Topic, TopicMessage } from "../protocol.ts";
import type { Store } from "./store.ts";

/** Asks for topics as they are now, over HTTP. Rejects when no answer comes. */
export type Poll = (topics: readonly Topic[]) => Promise<TopicMessage[]>;

/** How long the socket is silent before a page asks over HTTP, and how often it then asks. */
export const POLL_AFTER_MS = 5_000;
const POLL_EVERY_MS = 5_000;
/** Without an answer for so long, polled odds are no longer current. */
const POLLED_MS_MAX = 15_000;

type Options = {
  store: Store;
  poll: Poll;
  topics: () => Topic[];
  /** Whether the socket is silent still. */
  silent: () => boolean;
  now?: () => number;
};

/** Keeps the store fairly current where no socket gets through: a proxy or firewall that lets only HTTP pass. */
export const createPolling = ({ store, poll, topics, silent, now = () => performance.now() }: Options) => {
  let asking = false;
  let nextAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;

  return {
    /** To be called now and then while the socket is silent. */
    turn: async (): Promise<void> => {
      if (store.connection().status === "polling" && now() - answeredAt > POLLED_MS_MAX)
        store.setConnection({ status: "stale" });
      const hidden = globalThis.document?.visibilityState === "hidden";
      if (asking || hidden || now() < nextAt || !store.connection().online) return;
      asking = true;
      // Pages that lost the sidecar at once must not all ask at once.
      nextAt = now() + POLL_EVERY_MS * (0.8 + 0.4 * Math.random());
      try {
        const messages = await poll(topics());
        if (!silent()) return;
        for (const message of messages) store.receive(message);
        answeredAt = now();
        if (store.connection().online) store.setConnection({ status: "polling" });
      } catch {
        // The odds stay marked as stale, and the next turn asks again.
      } finally {
        asking = false;
      }
    },
  };
};
