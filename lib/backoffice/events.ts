import { z } from "zod";
import { defineEvent } from "#lib/platform/messaging/event.ts";

/** Something that staff did, of which the open pages of their colleagues read the new state. */
const byStaff = <Kind extends string>(kind: Kind) =>
  defineEvent(kind, z.object({ subject: z.string() }), {
    audience: ["staff"],
    toStaff: ({ subject }) => subject,
  });

export const bettingSuspended = byStaff("betting.suspended");
export const bettingResumed = byStaff("betting.resumed");
export const eventReopened = byStaff("event.reopened");
export const marketDecided = byStaff("market.decided_by_staff");
export const betVoided = byStaff("bet.voided_by_staff");
export const policyChanged = byStaff("policy.changed");
export const parkedEventsRetried = byStaff("event.parked_retried");

export const backofficeEvents = [
  bettingSuspended,
  bettingResumed,
  eventReopened,
  marketDecided,
  betVoided,
  policyChanged,
  parkedEventsRetried,
];
