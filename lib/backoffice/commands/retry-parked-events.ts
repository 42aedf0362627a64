import { z } from "zod";
import { changed } from "#lib/platform/commands/define.ts";
import { publish, retryParked, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { parkedEventsRetried } from "../events.ts";
import { healthWrite } from "../permissions.ts";

/** Puts all events that could not be delivered back into the outbox. Those that still cannot be delivered are parked again. */
export const retryParkedEvents = defineCommand({
  name: "event.retry_parked",
  summary: "Delivers parked events again.",
  actor: "staff",
  permission: healthWrite,
  input: z.object({}),
  refusals: {},
  audit: () => ({ subject: "outbox:parked" }),
  run: async ({ tx, onCommit }) => {
    const events = await retryParked(tx);
    onCommit(scheduleRelay);
    await publish(tx, parkedEventsRetried, { subject: "outbox:parked" });
    return changed({ events }, { after: { events } });
  },
});
