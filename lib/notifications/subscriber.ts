import { z } from "zod";
import { defineJob, type JobQueue } from "#lib/platform/jobs/job.ts";
import type { DeliveredEvent } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";
import { CATALOGUE } from "./catalogue/index.ts";
import type { ChannelName, Delivery } from "./channels/channel.ts";
import { CHANNELS } from "./channels/index.ts";
import { wanted } from "./preferences.ts";

const draft = async (events: readonly DeliveredEvent[]): Promise<Map<ChannelName, Delivery[]>> => {
  const byChannel = new Map<ChannelName, Delivery[]>();
  for (const { name, category, channels, events: causes, draft: draftOf } of CATALOGUE) {
    const caused = events.filter(({ kind }) => causes.some((cause) => cause.kind === kind));
    if (caused.length === 0) continue;
    const drafted = (await draftOf(caused)).map((one) => ({ ...one, name }));
    for (const channel of channels) {
      const sent = await wanted(drafted, category, channel);
      byChannel.set(channel, [...(byChannel.get(channel) ?? []), ...sent]);
    }
  }
  return byChannel;
};

const definitions = new Map(CATALOGUE.flatMap(({ events }) => events.map((event) => [event.kind, event])));

/** Notifies players of events, by every channel that the catalogue names. */
export const notifyJob = defineJob({
  name: "notify",
  background: true,
  payload: z.object({
    events: z.array(z.object({ kind: z.string(), payload: z.record(z.string(), z.unknown()) })),
  }),
  run: async ({ events }, queue) => {
    const known = events.flatMap(({ kind, payload }): DeliveredEvent[] => {
      const definition = definitions.get(kind);
      return definition ? [{ definition, kind, payload, requestId: null }] : [];
    });
    for (const [channel, deliveries] of await draft(known))
      if (deliveries.length > 0) await CHANNELS[channel].deliver(deliveries, queue);
    return { notified: known.length };
  },
});

/** A round with more events than this is part of a large settlement … */
const FEW = 50;
/** … which goes first: the players' bets show their results at once, and their inboxes can wait. */
const MANY_DELAY_MS = 10_000;

/** Queues the notifications that events cause. */
export const notificationSubscriber = (queue: JobQueue): Subscriber => ({
  name: "notifications",
  audiences: ["notifications"],
  handle: (events) =>
    queue.add(
      notifyJob,
      { events: events.map(({ kind, payload }) => ({ kind, payload })) },
      events.length > FEW ? { delayMs: MANY_DELAY_MS } : {},
    ),
});
