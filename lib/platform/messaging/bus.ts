import pg from "pg";
import { createClient } from "redis";
import { env } from "../config/env.ts";
import { statement, text } from "../database/statement.ts";
import { log } from "../observability/log.ts";
import { logFailure, redisAnswered, redisFailed } from "../observability/outage.ts";

/**
 * Short messages between processes, by channel. Each module adds its channels to this interface. A message may be
 * lost or duplicated: it says that something changed, and the receiver reads the database. What must arrive is an
 * event.
 */
export interface BusMessages {
  /** The outbox has rows to relay. */
  outbox: Record<string, never>;
}

export type BusChannel = keyof BusMessages;
type Handler<K extends BusChannel> = (notice: BusMessages[K]) => void;

export type Bus = {
  publish<K extends BusChannel>(kind: K, notice: BusMessages[K]): Promise<void>;
  /** Many for the cost of one; equal ones may arrive once. */
  publishAll<K extends BusChannel>(kind: K, notices: readonly BusMessages[K][]): Promise<void>;
  /** Resolves once the subscription is active. */
  subscribe<K extends BusChannel>(kind: K, handler: Handler<K>): Promise<void>;
  /** Called after a lost connection is restored: whatever was missed must now be read from the database. */
  onGap(handler: () => void): void;
  close(): Promise<void>;
};

/** One channel per kind, so that processes receive only what they subscribe to. */
const channelOf = (kind: BusChannel): string => `evens_${kind}`;
const PG_PAYLOAD_MAX = 7_900;
const RECONNECT_MS = 500;
/** A healthy server with no messages is silent, so the listener pings it this often and waits this long. */
const ASK_EVERY_MS = 3_000;
const ANSWER_MS_MAX = 2_000;

const safely = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    log.error({ err: error }, "a notice could not be handled");
  }
};

const dispatcher = () => {
  const handlers = new Map<string, ((notice: never) => void)[]>();
  return {
    add: <K extends BusChannel>(kind: K, handler: Handler<K>) =>
      handlers.set(kind, [...(handlers.get(kind) ?? []), handler as (notice: never) => void]),
    dispatch: (text: string) => {
      safely(() => {
        const { kind, notices } = JSON.parse(text) as { kind: string; notices: never[] };
        for (const notice of notices)
          for (const handler of handlers.get(kind) ?? []) safely(() => handler(notice));
      });
    },
  };
};

/** LISTEN/NOTIFY carries 8 kB: a message with a longer list of ids goes out in pieces. */
const pieces = <K extends BusChannel>(kind: K, notice: BusMessages[K]): string[] => {
  const text = JSON.stringify(notice);
  if (Buffer.byteLength(text) <= PG_PAYLOAD_MAX) return [text];
  const { ids } = notice as { ids?: unknown };
  if (!Array.isArray(ids) || ids.length < 2) return [text];
  const half = Math.ceil(ids.length / 2);
  return [ids.slice(0, half), ids.slice(half)].flatMap((part) => pieces(kind, { ...notice, ids: part }));
};

/** As many messages in a payload as fit: each payload interrupts every process that listens. */
const payloads = <K extends BusChannel>(kind: K, notices: readonly BusMessages[K][]): string[] => {
  const lists: string[][] = [];
  let room = 0;
  for (const piece of notices.flatMap((notice) => pieces(kind, notice))) {
    const bytes = Buffer.byteLength(piece) + 1;
    if (bytes > room) {
      lists.push([]);
      room = PG_PAYLOAD_MAX;
    }
    lists.at(-1)?.push(piece);
    room -= bytes;
  }
  return lists.map((list) => `{"kind":"${kind}","notices":[${list.join()}]}`);
};

// The change that a message reports is durable; the message need not be, so its commit does not wait for the disk.
// Payloads are separated by line breaks, which JSON text does not contain: a JSON list would escape every quotation
// mark.
const notify = statement({
  name: "notify",
  text: `
    select set_config('synchronous_commit', 'off', true), count(pg_notify($1, text)) from string_to_table($2, E'\\n') text`,
  params: [text, text],
  row: {},
});

const postgresBus = (): Bus => {
  const { add, dispatch } = dispatcher();
  const gapHandlers: (() => void)[] = [];
  const subscribed = new Set<BusChannel>();
  let listener: pg.Client | undefined;
  let closed = false;
  let connecting: Promise<void> | undefined;

  const connect = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: "evens-bus",
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
    });
    client.on("notification", ({ payload }) => payload && dispatch(payload));
    client.on("error", () => undefined);
    const asking = setInterval(() => {
      if (listener === client) client.query("select 1").catch(() => client.end());
    }, ASK_EVERY_MS);
    client.on("end", () => {
      clearInterval(asking);
      if (closed || listener !== client) return;
      listener = undefined;
      connecting = reconnect();
    });
    try {
      await client.connect();
      for (const kind of subscribed) await client.query(`listen ${channelOf(kind)}`);
    } catch (error) {
      clearInterval(asking);
      client.end().catch(() => undefined);
      throw error;
    }
    listener = client;
  };

  const reconnect = async (): Promise<void> => {
    while (!closed) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      try {
        await connect();
        for (const handler of gapHandlers) handler();
        return;
      } catch (error) {
        logFailure(error, "the bus has no connection");
      }
    }
  };

  const publishAll: Bus["publishAll"] = async (kind, notices) => {
    if (closed || notices.length === 0) return;
    await notify.run([channelOf(kind), payloads(kind, notices).join("\n")]);
  };

  return {
    publish: (kind, notice) => publishAll(kind, [notice]),
    publishAll,
    subscribe: async (kind, handler) => {
      add(kind, handler);
      subscribed.add(kind);
      connecting ??= connect().catch((error) => {
        connecting = undefined;
        throw error;
      });
      await connecting;
      await listener?.query(`listen ${channelOf(kind)}`);
    },
    onGap: (handler) => {
      gapHandlers.push(handler);
    },
    close: async () => {
      closed = true;
      await listener?.end();
    },
  };
};

/** Only as long as Redis may take to answer; a message that it has not accepted by then is lost. */
const inTime = async (work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), ANSWER_MS_MAX);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
};

type Connection = ReturnType<typeof createClient>;
type Connections = {
  publisher: Connection;
  listener: Connection;
  opened: Promise<unknown>;
  /** Ends when Redis has had enough time for its first answer, whether it answered or not. */
  waited: Promise<void>;
};

const redisBus = (url: string): Bus => {
  const { add, dispatch } = dispatcher();
  const gapHandlers: (() => void)[] = [];
  let connections: Connections | undefined;
  let closed = false;
  const connect = (): Connection => {
    const client = createClient({
      url,
      // A message that cannot be sent now is not sent later: receivers read the database instead.
      disableOfflineQueue: true,
      socket: { reconnectStrategy: RECONNECT_MS, connectTimeout: ANSWER_MS_MAX },
    });
    client.on("error", (error) => redisFailed(error, "the bus has no connection"));
    client.on("ready", () => {
      // With one connection restored and the other lost, the next publish could fail again.
      if (connections?.publisher.isReady && connections.listener.isReady) redisAnswered();
    });
    return client as Connection;
  };
  const connected = (): Connections => {
    if (connections) return connections;
    const [publisher, listener] = [connect(), connect()];
    const opened = Promise.all([publisher.connect(), listener.connect()]).then(() =>
      listener.on("ready", () => {
        for (const handler of gapHandlers) handler();
      }),
    );
    connections = { publisher, listener, opened, waited: inTime(opened).catch(() => undefined) };
    return connections;
  };
  // Completed work must neither fail nor wait because its announcement cannot be sent.
  const publishAll: Bus["publishAll"] = async (kind, notices) => {
    if (closed || notices.length === 0) return;
    const { publisher, waited } = connected();
    await waited;
    try {
      await inTime(
        Promise.all(
          notices.map((notice) =>
            publisher.publish(channelOf(kind), JSON.stringify({ kind, notices: [notice] })),
          ),
        ),
      );
      redisAnswered();
    } catch (error) {
      if (!closed) redisFailed(error, "a notice is lost");
    }
  };

  return {
    publish: (kind, notice) => publishAll(kind, [notice]),
    publishAll,
    subscribe: async (kind, handler) => {
      add(kind, handler);
      const { listener, opened } = connected();
      await opened;
      await listener.subscribe(channelOf(kind), dispatch);
    },
    onGap: (handler) => {
      gapHandlers.push(handler);
    },
    close: async () => {
      closed = true;
      connections?.publisher.destroy();
      connections?.listener.destroy();
    },
  };
};

const shared = globalThis as { evensBus?: Bus };

/** Redis if REDIS_URL is set, PostgreSQL's LISTEN/NOTIFY otherwise. */
export const bus = (): Bus => {
  const { REDIS_URL } = env();
  shared.evensBus ??= REDIS_URL ? redisBus(REDIS_URL) : postgresBus();
  return shared.evensBus;
};

export const closeBus = async (): Promise<void> => {
  const open = shared.evensBus;
  delete shared.evensBus;
  await open?.close();
};
