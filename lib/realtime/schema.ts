import { z } from "zod";
import { TOPICS_A_JOIN_MAX } from "./protocol.ts";

export * from "./protocol.ts";

const TopicText = z.string().regex(/^(?:live|staff|event:[\w:.-]{1,64}|player:[0-9a-f-]{36})$/);

export const JoinInput = z.object({
  topics: z
    .array(z.object({ topic: TopicText, version: z.int().min(0) }))
    .min(1)
    .max(TOPICS_A_JOIN_MAX),
});

export const LeaveInput = z.object({ topics: z.array(TopicText).min(1).max(TOPICS_A_JOIN_MAX) });

export type ParsedTopic =
  | { kind: "live" }
  | { kind: "staff" }
  | { kind: "event"; eventId: string }
  | { kind: "player"; playerId: string };

/** Only for texts that passed JoinInput. */
export const parseTopic = (topic: string): ParsedTopic => {
  if (topic === "live" || topic === "staff") return { kind: topic };
  const id = topic.slice(topic.indexOf(":") + 1);
  return topic.startsWith("event:") ? { kind: "event", eventId: id } : { kind: "player", playerId: id };
};
