import { type Clock, systemClock } from "#lib/core/clock.ts";
import type { Currency } from "#lib/core/money.ts";

/**
 * Where a request came from, as far as we can tell. Stored with sessions and used by rate limits, never for
 * authorisation.
 */
export type Origin = {
  ip: string;
  userAgent: string;
  /** ISO 3166-1 alpha-2, where the operator's proxy says it. */
  country?: string | null;
};

/** What every command may read from its environment. Injected, so that tests control the time. */
export type Context = { clock: Clock; requestId: string };

/** The acting player, with the session that was read from the database for this request. */
export type PlayerActor = { playerId: string; sessionId: string; currency: Currency };

/** The acting member of staff. The audit trail takes the identity from the session. */
export type StaffActor = { staffId: string; sessionId: string };

/** For a visitor, signed in or not. */
export type PublicContext = Context & { origin: Origin };

export type PlayerContext = PublicContext & PlayerActor;

/** The context of a process, a seed or a script that acts for a player. */
export const playerContext = (
  playerId: string,
  currency: Currency,
  { sessionId = "", clock = systemClock, requestId = crypto.randomUUID() } = {},
): PlayerContext => ({
  playerId,
  sessionId,
  currency,
  clock,
  requestId,
  origin: { ip: "127.0.0.1", userAgent: "" },
});
