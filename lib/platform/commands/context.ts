import { type Clock, systemClock } from "#lib/core/clock.ts";
import type { Currency } from "#lib/core/money.ts";

/** Where a request came from, as far as we can tell. Kept with sessions, used by rate limits, never trusted for rights. */
export type Origin = { ip: string; userAgent: string };

/** What every verb may read from the world. Injected, so that tests decide the time. */
export type Context = { clock: Clock; requestId: string };

/** A verb that anybody may call. */
export type PublicContext = Context & { origin: Origin };

/** A verb of the player whose session was read from the database for this very request. */
export type PlayerContext = Context & {
  playerId: string;
  sessionId: string;
  currency: Currency;
  origin: Origin;
};

/** A verb of staff: the permission was checked before. The audit trail takes who it was from the session. */
export type StaffContext = Context & { staffId: string; sessionId: string; origin: Origin };

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
