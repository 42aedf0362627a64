import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FeedMessageInput } from "#lib/sportsbook/feeds/index.ts";

const ALIVE_MS = 500;

type OfEvent = Extract<FeedMessageInput, { eventId: string }>;
type Unsaid<Message> = Message extends unknown ? Omit<Message, "provider" | "timestamp"> : never;
/** A message of an event before it has its time. */
export type Unsent = Unsaid<OfEvent>;

type OddsChange = Extract<FeedMessageInput, { type: "odds_change" }>;

/** The state of an event at the feed, which a recovery repeats. Where the platform makes the prices, `scoreboard` is all of it. */
type EventState = {
  fixture: Extract<Unsent, { type: "fixture" }>;
  scoreboard: Extract<Unsent, { type: "event_status" }> | null;
  status: 0 | 1;
  suspension: NonNullable<OddsChange["suspension"]> | null;
  markets: NonNullable<OddsChange["markets"]>;
};

type Said = { message: FeedMessageInput; line: string };

const isWord = (message: FeedMessageInput): boolean =>
  message.type === "bet_settlement" ||
  message.type === "bet_cancel" ||
  message.type === "rollback_bet_settlement" ||
  message.type === "rollback_bet_cancel";

type Options = {
  /** Names the feed in its messages. */
  id: string;
  /** Writes down what the feed does. */
  note?(what: string, details: unknown): void;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/**
 * A feed over HTTP as an operator would buy one: a stream, alive messages, recoveries. What it sends is decided by `say`, or by
 * other processes through `POST /say` with a list of messages. It can fail as real feeds do: send a message twice, hold one
 * back until later ones were sent, and break its connections.
 */
export const startFeedSource = async ({ id, note = () => undefined }: Options) => {
  const streams = new Set<ServerResponse>();
  const events = new Map<string, EventState>();
  let said: Said[] = [];
  let held: { said: Said; until: number } | null = null;
  let holdNext: number | null = null;
  let lastAt = 0;

  // No two messages of this feed have the same time.
  const moment = (): number => {
    lastAt = Math.max(Date.now(), lastAt + 1);
    return lastAt;
  };

  const send = (line: string): void => {
    for (const stream of streams) stream.write(`${line}\n`);
  };
  const sendAlone = (message: FeedMessageInput): void => send(JSON.stringify(message));

  const snapshotOf = ({ scoreboard, status, suspension, markets }: EventState, eventId: string): Unsent =>
    scoreboard
      ? { ...scoreboard, suspension }
      : { type: "odds_change", eventId, status, suspension, markets };

  const recover = (afterMs: number, requestId: string): void => {
    note("feed: recovery", { afterMs, requestId });
    const of = () => ({ provider: id, timestamp: moment(), requestId });
    for (const [eventId, state] of events) {
      sendAlone({ ...state.fixture, ...of() } as FeedMessageInput);
      sendAlone({ ...snapshotOf(state, eventId), ...of() } as FeedMessageInput);
    }
    for (const { message } of said)
      if (isWord(message) && message.timestamp >= afterMs) sendAlone({ ...message, requestId });
    sendAlone({ type: "snapshot_complete", ...of() });
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://feed");
    if (request.method === "GET" && pathname === "/messages") {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.flushHeaders();
      streams.add(response);
      response.once("close", () => streams.delete(response));
      return;
    }
    if (request.method === "POST" && pathname === "/recovery") {
      response.writeHead(202).end();
      recover(Number(searchParams.get("after")), searchParams.get("request") ?? "");
      return;
    }
    if (request.method === "POST" && pathname === "/say") {
      for (const message of JSON.parse(await bodyOf(request)) as Unsent[]) say(message);
      response.writeHead(204).end();
      return;
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const alive = setInterval(() => sendAlone({ type: "alive", provider: id, timestamp: moment() }), ALIVE_MS);

  const take = (message: FeedMessageInput): void => {
    if (message.type === "fixture")
      events.set(message.eventId, {
        fixture: message,
        scoreboard: null,
        status: 0,
        suspension: null,
        markets: [],
      });
    const state = "eventId" in message ? events.get(message.eventId) : undefined;
    if (!state) return;
    if (message.type === "odds_change") {
      if (message.status === 0 || message.status === 1) state.status = message.status;
      state.suspension = message.suspension ?? null;
      state.markets = message.markets ?? state.markets;
    }
    if (message.type === "event_status") {
      const { provider: _provider, timestamp: _timestamp, ...scoreboard } = message;
      state.scoreboard = scoreboard;
      state.suspension = message.suspension ?? null;
    }
    if (message.type === "bet_stop") state.suspension = "possible_goal";
  };

  const release = (): void => {
    if (!held) return;
    const { line } = held.said;
    held = null;
    send(line);
  };

  /** Says a message at this moment; or, when one is to be kept back, only writes it down for now. Returns its time. */
  const say = (unsent: Unsent): number => {
    const timestamp = moment();
    const message = { ...unsent, provider: id, timestamp } as FeedMessageInput;
    take(message);
    const line = JSON.stringify(message);
    said.push({ message, line });
    note("feed: said", message);
    if (holdNext !== null && !held) {
      held = { said: { message, line }, until: holdNext };
      holdNext = null;
      return timestamp;
    }
    send(line);
    if (held) {
      held.until -= 1;
      if (held.until <= 0) release();
    }
    return timestamp;
  };

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    say,
    /** The time that a message said now would have. */
    now: (): number => Math.max(Date.now(), lastAt + 1),
    again: (ago: number): void => {
      const earlier = said.at(-ago);
      if (earlier) send(earlier.line);
    },
    hold: (until: number): void => {
      holdNext = until;
    },
    /** Sends what was kept back. */
    letGo: (): void => {
      holdNext = null;
      release();
    },
    /** How an event stands, said again as a new state. */
    restate: (eventId: string): void => {
      const state = events.get(eventId);
      if (state) say(snapshotOf(state, eventId));
    },
    marketsOf: (eventId: string) => events.get(eventId)?.markets ?? [],
    cut: (): void => {
      for (const stream of streams) stream.destroy();
    },
    /** Forgets events that are over, as a feed does. */
    forget: (): void => {
      events.clear();
      said = [];
      held = null;
      holdNext = null;
    },
    stop: async (): Promise<void> => {
      clearInterval(alive);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};

export type FeedSource = Awaited<ReturnType<typeof startFeedSource>>;
