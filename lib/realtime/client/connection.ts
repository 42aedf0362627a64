import { io, type Socket } from "socket.io-client";
import {
  type ClientEvents,
  type JoinRequest,
  type ServerEvents,
  SILENCE_MS_MAX,
  TOPICS_A_JOIN_MAX,
  type Topic,
  type TopicAnswer,
} from "../protocol.ts";
import { createPolling, POLL_AFTER_MS, type Poll } from "./polling.ts";
import type { Store } from "./store.ts";

type Client = Socket<ServerEvents, ClientEvents>;

export type Connection = {
  /** Follows a topic until the returned function is called. Several followers of one topic share one subscription. */
  follow(topic: Topic): () => void;
  close(): void;
};

export type ConnectionOptions = {
  url: string;
  store: Store;
  /** Used while the socket is silent. */
  poll?: Poll | undefined;
  /** Extra options of the transport, for tests outside a browser. */
  transport?: Record<string, unknown>;
};

const JOIN_DELAY_MS = 10;
const LEAVE_DELAY_MS = 5_000;
const RETRY_MS = 1_000;
const ANSWER_MS_MAX = 5_000;
const WATCH_MS = 500;
/** A connection that is silent for this long counts as dead, whatever the network says. */
const DEAD_MS = 8_000;

const open = (url: string, transport: Record<string, unknown>): Client =>
  io(url, {
    transports: ["websocket"],
    withCredentials: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
    ...transport,
  });

type Moment = { steady: number; calendar: number };

const moment = (): Moment => ({ steady: performance.now(), calendar: Date.now() });

/** A calendar may be set back, and a monotonic clock stops while the device sleeps: the longer of the two counts. */
const sinceMs = ({ steady, calendar }: Moment): number =>
  Math.max(performance.now() - steady, Date.now() - calendar);

/**
 * Keeps the store in sync with the sidecar: joins the followed topics with the known version, again after every
 * reconnect, and reports when it has heard nothing for too long. Backs off with jitter; a page that becomes visible
 * again retries at once.
 */
export const connect = ({ url, store, poll, transport = {} }: ConnectionOptions): Connection => {
  const followers = new Map<Topic, number>();
  const joined = new Set<Topic>();
  const wanted = new Set<Topic>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let client: Client | undefined;
  let closed = false;
  let answersDue = 0;
  /** Counts connections: an answer on an older connection is ignored. */
  let epoch = 0;
  let joinTimer: ReturnType<typeof setTimeout> | undefined;
  let receivedAt = moment();

  const later = (ms: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!closed) work();
    }, ms);
    timers.add(timer);
  };

  // Fresh only once every topic was answered: a beat says nothing about topics that are not joined yet.
  const receive = (): void => {
    if (answersDue > 0 || wanted.size > 0) return;
    receivedAt = moment();
    if (store.connection().status !== "live") store.setConnection({ status: "live" });
  };

  const answered = (answer: TopicAnswer): void => {
    if (answer.ok) {
      store.receive(answer.message);
      return;
    }
    joined.delete(answer.topic);
    const again = answer.code === "too_fast" || answer.code === "unavailable";
    if (again) later(RETRY_MS * (0.5 + Math.random()), () => want(answer.topic));
  };

  const join = (request: JoinRequest): void => {
    const socket = client;
    if (!socket?.connected) return;
    const connectedAs = epoch;
    answersDue += 1;
    for (const { topic } of request.topics) joined.add(topic);
    socket
      .timeout(ANSWER_MS_MAX)
      .emitWithAck("join", request)
      .then(
        (answer) => {
          if (connectedAs !== epoch) return;
          answersDue -= 1;
          if (answer.ok) for (const one of answer.topics) answered(one);
          else for (const { topic } of request.topics) answered({ ok: false, topic, code: answer.code });
          receive();
        },
        () => {
          // A new connection joins everything again by itself.
          if (connectedAs !== epoch) return;
          answersDue -= 1;
          for (const { topic } of request.topics) answered({ ok: false, topic, code: "unavailable" });
        },
      );
  };

  const joinWanted = (): void => {
    joinTimer = undefined;
    if (!client?.connected) return;
    const topics = [...wanted].filter((topic) => followers.has(topic));
    wanted.clear();
    for (let at = 0; at < topics.length; at += TOPICS_A_JOIN_MAX)
      join({
        topics: topics
          .slice(at, at + TOPICS_A_JOIN_MAX)
          .map((topic) => ({ topic, version: store.versionOf(topic) })),
      });
  };

  const want = (topic: Topic): void => {
    wanted.add(topic);
    joinTimer ??= setTimeout(joinWanted, JOIN_DELAY_MS);
  };

  const drop = (topic: Topic): void => {
    if (followers.has(topic)) return;
    wanted.delete(topic);
    if (joined.delete(topic) && client?.connected) client.emit("leave", { topics: [topic] });
  };

  const polling =
    poll &&
    createPolling({
      store,
      poll,
      topics: () => [...followers.keys()].slice(0, TOPICS_A_JOIN_MAX),
      silent: () => !closed && sinceMs(receivedAt) > SILENCE_MS_MAX,
    });

  const watch = setInterval(() => {
    const silentMs = sinceMs(receivedAt);
    const { status } = store.connection();
    if (silentMs > SILENCE_MS_MAX && (status === "live" || status === "connecting"))
      store.setConnection({ status: "stale" });
    if (silentMs > POLL_AFTER_MS) void polling?.turn();
    if (silentMs > DEAD_MS && client?.connected) {
      client.disconnect();
      client.connect();
    }
  }, WATCH_MS);

  const reconnectNow = (): void => {
    store.setConnection({ online: true });
    if (client && !client.connected) client.disconnect().connect();
  };
  const wentOffline = (): void => store.setConnection({ online: false, status: "stale" });
  const cameBack = (): void => {
    if (document.visibilityState === "visible") reconnectNow();
  };
  const page = globalThis.window;
  page?.addEventListener("online", reconnectNow);
  page?.addEventListener("offline", wentOffline);
  page?.document.addEventListener("visibilitychange", cameBack);

  store.onGap((topic) => {
    if (followers.has(topic)) want(topic);
  });

  const start = (): void => {
    const socket = open(url, transport);
    client = socket;
    socket.on("connect", () => {
      epoch += 1;
      answersDue = 0;
      joined.clear();
      for (const topic of followers.keys()) wanted.add(topic);
      joinWanted();
    });
    const again = () => later(RETRY_MS * (0.2 + Math.random()), () => socket.connect());
    socket.on("disconnect", (reason) => {
      // The sidecar closes a socket when it stops or a session ends: another one answers.
      if (reason === "io server disconnect") again();
    });
    // The transport reconnects by itself. After a sidecar answered with a refusal, it does not try again.
    socket.on("connect_error", () => {
      if (!socket.active) again();
    });
    socket.on("message", (message) => {
      store.receive(message);
      receive();
    });
    socket.on("beat", receive);
    socket.on("left", ({ topics, reason }) => {
      for (const topic of topics) joined.delete(topic);
      if (reason === "session_ended") store.signOut();
    });
  };
  start();

  return {
    follow: (topic) => {
      const count = followers.get(topic) ?? 0;
      followers.set(topic, count + 1);
      if (count === 0 && !joined.has(topic)) want(topic);
      let over = false;
      return () => {
        if (over) return;
        over = true;
        const left = (followers.get(topic) ?? 1) - 1;
        if (left > 0) {
          followers.set(topic, left);
          return;
        }
        followers.delete(topic);
        // A page that follows the same topic next keeps the subscription.
        later(LEAVE_DELAY_MS, () => drop(topic));
      };
    },
    close: () => {
      closed = true;
      clearInterval(watch);
      clearTimeout(joinTimer);
      for (const timer of timers) clearTimeout(timer);
      page?.removeEventListener("online", reconnectNow);
      page?.removeEventListener("offline", wentOffline);
      page?.document.removeEventListener("visibilitychange", cameBack);
      client?.disconnect();
    },
  };
};
