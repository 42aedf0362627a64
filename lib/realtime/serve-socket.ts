import { log } from "#lib/platform/observability/log.ts";
import { logFailure } from "#lib/platform/observability/outage.ts";
import { may } from "#lib/platform/permission.ts";
import { findSession } from "#lib/players/index.ts";
import { feedsRead } from "#lib/sportsbook/permissions.ts";
import type { RealtimeSocket } from "./broadcaster.ts";
import type { EventTopics } from "./event-topics.ts";
import type { LiveTopic } from "./live-topic.ts";
import type { PlayerTopics } from "./player-topics.ts";
import {
  type JoinAnswer,
  JoinInput,
  type JoinRefusalCode,
  type JoinRequest,
  LeaveInput,
  parseTopic,
  TOPICS_A_SOCKET_MAX,
  type TopicAnswer,
  type TopicMessage,
} from "./schema.ts";
import type { StaffTopic } from "./staff-topic.ts";

export type Topics = { events: EventTopics; live: LiveTopic; players: PlayerTopics; staff: StaffTopic };

type Asked = JoinRequest["topics"][number];

const refusal = (topic: string, code: JoinRefusalCode): TopicAnswer => ({ ok: false, topic, code });

const isPrivate = (topic: string): boolean => topic === "staff" || topic.startsWith("player:");

/** Removes the socket from all topics that need its session, and tells the client. */
export const endSession = (socket: RealtimeSocket): void => {
  const { session, topics } = socket.data;
  if (!session) return;
  socket.data.session = null;
  const left = [...topics].filter(isPrivate);
  for (const topic of left) {
    topics.delete(topic);
    socket.leave(topic);
  }
  socket.emit("left", { topics: left, reason: "session_ended" });
};

/**
 * A private topic is for its player or for staff, with a session that is valid now and not only when the socket
 * opened.
 */
const mayJoin = async (socket: RealtimeSocket, topic: string): Promise<boolean> => {
  const parsed = parseTopic(topic);
  if (parsed.kind === "event" || parsed.kind === "live") return true;
  const { session } = socket.data;
  if (!session) return false;
  if (!(await findSession(session.sessionId))) {
    endSession(socket);
    return false;
  }
  return parsed.kind === "staff"
    ? session.kind === "staff" && may(session, feedsRead)
    : session.kind === "player" && parsed.playerId === session.id;
};

/**
 * Joins the rooms first and reads then, so that any change in between arrives as a message; clients drop what they
 * already have.
 */
const joinTopics = async (
  socket: RealtimeSocket,
  topics: Topics,
  asked: readonly Asked[],
): Promise<TopicAnswer[]> => {
  const answers = new Map<string, TopicAnswer>();
  const allowed: Asked[] = [];
  for (const one of asked) {
    const room = socket.data.topics;
    if (!room.has(one.topic) && room.size >= TOPICS_A_SOCKET_MAX)
      answers.set(one.topic, refusal(one.topic, "too_many_topics"));
    else if (!(await mayJoin(socket, one.topic))) answers.set(one.topic, refusal(one.topic, "not_allowed"));
    // The session or the socket may have ended while it was looked up.
    else if (isPrivate(one.topic) && !socket.data.session)
      answers.set(one.topic, refusal(one.topic, "not_allowed"));
    else if (!socket.connected) return [];
    else {
      room.add(one.topic);
      await socket.join(one.topic);
      allowed.push(one);
    }
  }
  const messages = new Map<string, TopicMessage>();
  const events = allowed.flatMap(({ topic, version }) => {
    const parsed = parseTopic(topic);
    return parsed.kind === "event" ? [{ id: parsed.eventId, since: version }] : [];
  });
  for (const message of (await topics.events.answers(events)).values()) messages.set(message.topic, message);
  for (const { topic } of allowed) {
    const parsed = parseTopic(topic);
    const { session } = socket.data;
    if (parsed.kind === "live") messages.set(topic, await topics.live.answer());
    else if (parsed.kind === "staff") messages.set(topic, topics.staff.answer());
    else if (parsed.kind === "player" && session?.kind === "player")
      messages.set(topic, await topics.players.answer(parsed.playerId, session.currency));
  }
  for (const { topic } of allowed) {
    const message = messages.get(topic);
    if (message) answers.set(topic, { ok: true, topic, message });
    else {
      socket.data.topics.delete(topic);
      await socket.leave(topic);
      answers.set(topic, refusal(topic, "unknown_topic"));
    }
  }
  return [...answers.values()];
};

const handleJoin = async (socket: RealtimeSocket, topics: Topics, input: unknown): Promise<JoinAnswer> => {
  const parsed = JoinInput.safeParse(input);
  if (!parsed.success) return { ok: false, code: "bad_message" };
  const asked = [...new Map(parsed.data.topics.map((one) => [one.topic, one])).values()];
  if (!socket.data.joins.take(asked.length)) return { ok: false, code: "too_fast" };
  try {
    return { ok: true, topics: await joinTopics(socket, topics, asked) };
  } catch (error) {
    logFailure(error, "a join failed");
    for (const { topic } of asked) {
      socket.data.topics.delete(topic);
      await socket.leave(topic);
    }
    return { ok: false, code: "unavailable" };
  }
};

/** Handles the messages of a socket. Invalid input gets an error answer or none: never a fault. */
export const serveSocket = (socket: RealtimeSocket, topics: Topics): void => {
  socket.use((_, next) => {
    if (socket.data.messages.take(1)) next();
    else socket.disconnect(true);
  });
  socket.on("join", (input: unknown, ack: unknown) => {
    if (typeof ack !== "function") return;
    handleJoin(socket, topics, input).then(
      (answer) => ack(answer),
      (error) => log.error({ err: error }, "a join could not be answered"),
    );
  });
  socket.on("leave", (input: unknown) => {
    const parsed = LeaveInput.safeParse(input);
    if (!parsed.success || !socket.data.joins.take(1)) return;
    for (const topic of parsed.data.topics) {
      socket.data.topics.delete(topic);
      socket.leave(topic);
    }
  });
};
