import { bus } from "#lib/platform/messaging/bus.ts";
import { log } from "#lib/platform/observability/log.ts";

/** Reason and note as one line of the audit trail. */
export const reasonLine = (reason: string, note: string | null | undefined): string =>
  note ? `${reason}: ${note}` : reason;

/** Asks the open pages of staff to read again, because something changed. Losing this costs a refresh. */
export const announceToStaff = (kind: string, subject: string): void => {
  bus()
    .publish("staff", { kind, subject })
    .catch((error) => log.warn({ err: error }, "a change could not be announced to staff"));
};
