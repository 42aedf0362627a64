import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { env } from "#lib/platform/config/env.ts";
import { clientAddress, clientNetwork } from "#lib/platform/http/edge/address.ts";
import { originAllowed } from "#lib/platform/http/origin.ts";
import { type Loop, loop } from "#lib/platform/jobs/loop.ts";
import { bus } from "#lib/platform/messaging/bus.ts";
import { logFailure } from "#lib/platform/observability/outage.ts";
import { authenticate } from "./authenticate.ts";
import { broadcasterOf, type RealtimeIo, type RealtimeSocket } from "./broadcaster.ts";
import { eventTopics } from "./event-topics.ts";
import { LIVE_SPACING_MS, liveTopic } from "./live-topic.ts";
import { playerTopics } from "./player-topics.ts";
import { BEAT_MS, LIVE_TOPIC, MESSAGE_BYTES_MAX, playerTopic } from "./protocol.ts";
import { endedSessions } from "./queries.ts";
import { endSession, serveSocket, type Topics } from "./serve-socket.ts";
import { bothAllow, type Place, socketLimits } from "./socket-limits.ts";
import { STAFF_SPACING_MS, staffTopic } from "./staff-topic.ts";
import { tokenBucket } from "./token-bucket.ts";

const TURN_MS = 20;
const PLAYERS_TURN_MS = 50;
/** How often sessions and balances are read again, in case a message was lost. */
const RECHECK_MS = 5_000;
/** Joins of topics, and messages of any kind, that one socket may send. A page sends a few a minute. */
const RATES = { joins: { burst: 300, perSecond: 50 }, messages: { burst: 200, perSecond: 20 } };
/** What all sockets of one account may send together, as a multiple of that. */
const ACCOUNT_SHARE = 3;
/** All sockets of one address, which many people may share: a tenth of the sum of their limits. */
const ADDRESS_SHARE = 0.1;
/** Messages that may wait for a slow client before it is disconnected; it reconnects and asks for what is missing. */
const BACKLOG_MAX = 1_000;
/** The sidecar is ready while it has read the database within this time. */
const READY_MS = 3_000;

export type RealtimeFigures = {
  sockets: number;
  signedIn: number;
  rooms: number;
  deliveriesPerSecond: number;
  lagMsMax: number;
};

export type RealtimeServer = {
  port: number;
  /** Since the last call. */
  figures(): RealtimeFigures;
  stop(): Promise<void>;
};

export type RealtimeOptions = {
  host: string;
  port: number;
  /** Sockets altogether, of one address (of IPv6: a /64), and of one account. */
  socketsMax?: number;
  socketsPerAddressMax?: number;
  socketsPerAccountMax?: number;
};

const own = ({ burst, perSecond }: (typeof RATES)["joins"]) => tokenBucket(burst, perSecond);

/** The client of a connection to this sidecar. */
const networkOf = ({ socket, headers }: IncomingMessage): string =>
  clientNetwork(
    clientAddress(socket.remoteAddress, headers["x-forwarded-for"]?.toString(), env().TRUSTED_PROXY_HOPS),
  );

type Accounts = ReturnType<typeof socketLimits>;

const accept = (
  io: RealtimeIo,
  topics: Topics,
  accounts: Accounts,
  placeOf: (request: IncomingMessage) => Place | undefined,
): void => {
  io.use(async (socket, next) => {
    try {
      const session = await authenticate(socket.handshake.headers.cookie);
      const account = session && accounts.enter(session.id);
      if (session && !account) return next(new Error("too_many_sockets"));
      if (account) socket.conn.once("close", account.leave);
      const shared = account ?? placeOf(socket.request);
      socket.data.session = session;
      socket.data.topics = new Set();
      socket.data.joins = shared ? bothAllow(own(RATES.joins), shared.joins) : own(RATES.joins);
      socket.data.messages = shared ? bothAllow(own(RATES.messages), shared.messages) : own(RATES.messages);
      next();
    } catch (error) {
      logFailure(error, "a socket could not be let in");
      next(new Error("unavailable"));
    }
  });
  io.on("connection", (socket) => serveSocket(socket, topics));
};

const listen = async (
  io: RealtimeIo,
  topics: Topics,
  socketsOf: (sessionOf: (socket: RealtimeSocket) => boolean) => RealtimeSocket[],
): Promise<void> => {
  const notices = bus();
  await notices.subscribe("events", ({ ids }) => {
    for (const id of ids) topics.events.mark(id);
    topics.live.mark();
    topics.staff.markEvents(ids);
  });
  await notices.subscribe("player", topics.players.mark);
  await notices.subscribe("session", ({ playerId, sessionId }) => {
    const ended = socketsOf(
      ({ data: { session } }) =>
        session?.id === playerId && (sessionId === null || session.sessionId === sessionId),
    );
    for (const socket of ended) endSession(socket);
  });
  await notices.subscribe("staff", ({ kind, subject }) => topics.staff.notice(kind, subject));
  notices.onGap(() => {
    topics.events.markAll();
    topics.live.mark();
    topics.players.markAll();
  });
  const { adapter } = io.of("/");
  adapter.on("delete-room", (room: string) => {
    if (room.startsWith("event:")) topics.events.forget(room.slice("event:".length));
    if (room.startsWith("player:")) topics.players.forget(room.slice("player:".length));
    if (room === LIVE_TOPIC) topics.live.forget();
  });
};

/** Starts the sidecar. It only reads and sends; any number of sidecars run side by side without knowing each other. */
export const startRealtime = async ({
  host,
  port,
  socketsMax = 20_000,
  socketsPerAddressMax = 200,
  socketsPerAccountMax = 30,
}: RealtimeOptions): Promise<RealtimeServer> => {
  let readAt = performance.now();
  let stopping = false;
  const ready = (): boolean => !stopping && performance.now() - readAt < READY_MS;

  const health: RequestListener = (request, response) => {
    const known = request.method === "GET" && (request.url === "/health" || request.url === "/health/live");
    const status = known ? (request.url === "/health/live" || ready() ? 200 : 503) : 404;
    response.writeHead(status, {
      "content-type": "application/json",
      "cache-control": "no-store",
      connection: "close",
    });
    response.end(JSON.stringify(known ? { live: true, ready: ready() } : {}));
  };

  const addresses = socketLimits(socketsPerAddressMax, socketsPerAddressMax * ADDRESS_SHARE, RATES);
  const places = new WeakMap<IncomingMessage, Place>();
  /** Counts the connection for its address until it closes. */
  const enter = (request: IncomingMessage): boolean => {
    const place = addresses.enter(networkOf(request));
    if (!place) return false;
    places.set(request, place);
    request.socket.once("close", place.leave);
    return true;
  };

  const http = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, health);
  const io: RealtimeIo = new Server(http, {
    transports: ["websocket"],
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES_MAX,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      const allowed =
        !stopping &&
        io.engine.clientsCount < socketsMax &&
        originAllowed(request.headers.origin, env().PUBLIC_URL) &&
        enter(request);
      decide(allowed ? null : "origin not allowed or full", allowed);
    },
  });

  const sockets = (): RealtimeSocket[] => [...io.of("/").sockets.values()];
  const currencyOf = (playerId: string): string | null => {
    const [id = ""] = io.of("/").adapter.rooms.get(playerTopic(playerId)) ?? [];
    const session = io.of("/").sockets.get(id)?.data.session;
    return session?.kind === "player" ? session.currency : null;
  };
  const out = broadcasterOf(io);
  const topics: Topics = {
    events: eventTopics(out),
    live: liveTopic(out),
    players: playerTopics(out, currencyOf),
    staff: staffTopic(out),
  };
  accept(io, topics, socketLimits(socketsPerAccountMax, ACCOUNT_SHARE, RATES), (request) =>
    places.get(request),
  );
  await listen(io, topics, (wanted) => sockets().filter(wanted));

  const beat = async (): Promise<void> => {
    const at = Date.now();
    await topics.events.sweep();
    readAt = performance.now();
    io.emit("beat", { at });
    for (const socket of sockets()) if (writesWaiting(socket) > BACKLOG_MAX) socket.conn.close();
  };
  const recheck = async (): Promise<void> => {
    topics.players.markAll();
    const signedIn = sockets().filter(({ data }) => data.session !== null);
    const ended = new Set(await endedSessions([...new Set(signedIn.map(sessionIdOf))]));
    for (const socket of signedIn) if (ended.has(sessionIdOf(socket))) endSession(socket);
  };
  const loops: Loop[] = [
    loop("events", TURN_MS, topics.events.turn),
    loop("players", PLAYERS_TURN_MS, topics.players.turn),
    loop("live", LIVE_SPACING_MS, topics.live.turn),
    loop("staff", STAFF_SPACING_MS, topics.staff.turn),
    loop("beat", BEAT_MS, beat),
    loop("recheck", RECHECK_MS, recheck),
  ];

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, resolve);
  });

  let countedAt = performance.now();
  return {
    port: (http.address() as AddressInfo).port,
    figures: () => {
      const { deliveries, lagMsMax } = out.takeCounts();
      const seconds = (performance.now() - countedAt) / 1000;
      countedAt = performance.now();
      return {
        sockets: io.of("/").sockets.size,
        signedIn: sockets().filter(({ data }) => data.session !== null).length,
        rooms: out.topics("event:").length,
        deliveriesPerSecond: Math.round(deliveries / Math.max(seconds, 0.001)),
        lagMsMax,
      };
    },
    stop: async () => {
      stopping = true;
      await Promise.all(loops.map((running) => running.stop()));
      await io.close();
    },
  };
};

const sessionIdOf = (socket: RealtimeSocket): string => socket.data.session?.sessionId ?? "";

const writesWaiting = ({ conn }: RealtimeSocket): number =>
  (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
