import type { Server, Socket } from "socket.io";
import type { SignedIn } from "#lib/players/schema.ts";
import type { ClientEvents, ServerEvents, Topic, TopicMessage } from "./protocol.ts";
import type { TokenBucket } from "./token-bucket.ts";

export type SocketState = {
  session: SignedIn | null;
  topics: Set<Topic>;
  joins: TokenBucket;
  /** Messages of any kind; a socket that sends more is disconnected. */
  messages: TokenBucket;
};

export type RealtimeIo = Server<ClientEvents, ServerEvents, Record<string, never>, SocketState>;
export type RealtimeSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;

/** Sends messages to sockets: each is serialised once for all subscribers of its topic. */
export type Broadcaster = {
  send(message: TopicMessage): void;
  hasSubscribers(topic: Topic): boolean;
  subscribers(topic: Topic): number;
  /** Topics with this prefix that have subscribers. */
  topics(prefix: string): Topic[];
  /** Deliveries and the longest wait (ms) from a notice to its delivery, since the last call. */
  takeCounts(): { deliveries: number; lagMsMax: number };
  noteLag(ms: number): void;
};

export const broadcasterOf = (io: RealtimeIo): Broadcaster => {
  const { rooms } = io.of("/").adapter;
  let deliveries = 0;
  let lagMsMax = 0;
  return {
    send: (message) => {
      const subscribers = rooms.get(message.topic)?.size ?? 0;
      if (subscribers === 0) return;
      deliveries += subscribers;
      io.to(message.topic).emit("message", message);
    },
    hasSubscribers: (topic) => rooms.has(topic),
    subscribers: (topic) => rooms.get(topic)?.size ?? 0,
    topics: (prefix) => [...rooms.keys()].filter((room) => room.startsWith(prefix)),
    noteLag: (ms) => {
      lagMsMax = Math.max(lagMsMax, ms);
    },
    takeCounts: () => {
      const counts = { deliveries, lagMsMax: Math.round(lagMsMax) };
      deliveries = 0;
      lagMsMax = 0;
      return counts;
    },
  };
};
