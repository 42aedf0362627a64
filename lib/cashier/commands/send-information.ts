import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { sendInformation } from "../desk/review.ts";
import { SendInformationInput } from "../desk/schema.ts";

/** Sends the documents that staff asked for. Players who are excluded may do so: it is about their own money. */
export const sendInformationCommand = defineCommand({
  name: "cashier.send_information",
  summary: "Sends the documents that staff asked for about a withdrawal.",
  actor: "player",
  gate: null,
  input: SendInformationInput,
  refusals: { nothing_asked: 409, nothing_uploaded: 409 },
  run: async ({ input, actor, tx, onCommit }) => {
    const sent = await sendInformation(input.paymentId, actor.playerId, tx);
    if (sent.ok) onCommit(scheduleRelay);
    return sent;
  },
});
