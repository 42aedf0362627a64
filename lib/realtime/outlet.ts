import type { Server, Socket } from "socket.io";
import type { SignedIn } from "#lib/players/schema.ts";
import type { Allowance } from "./allowance.ts";
import type { ClientEvents, ServerEvents, Topic, TopicMessage } from "./protocol.ts";

export type SocketState = {
  session: SignedIn | null;
  topics: Set<Topic>;
  joins: Allowance;
  /** Messages of any kind; who says more is cut off. */
  messages: Allowance;
};

export type RealtimeIo = Server<ClientEvents, ServerEvents, Record<string, never>, SocketState>;
export type RealtimeSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketState>;

/** The way out to sockets: a message is serialised once for all that have joined its topic. */
export type Outlet = {
  send(message: TopicMessage): void;
  hasReaders(topic: Topic): boolean;
  readers(topic: Topic): number;
  /** Topics of this prefix that somebody has joined. */
  topics(prefix: string): Topic[];
  /** Deliveries and the longest wait (ms) from a notice to its delivery, since the last call. */
  takeCounts(): { deliveries: number; lagMsMax: number };
  noteLag(ms: number): void;
};

export const outletOf = (io: RealtimeIo): Outlet => {
  const { rooms } = io.of("/").adapter;
  let deliveries = 0;
  let lagMsMax = 0;
  return {
    send: (message) => {
      const readers = rooms.get(message.topic)?.size ?? 0;
      if (readers === 0) return;
      deliveries += readers;
      io.to(message.topic).emit("message", message);
    },
    hasReaders: (topic) => rooms.has(topic),
    readers: (topic) => rooms.get(topic)?.size ?? 0,
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
