import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import type { FollowedBet } from "./offers.tsx";

export const followed = ({ id, legs }: BetView): FollowedBet => ({
  id,
  legs: legs.map(({ eventId, marketId, outcomeKey }) => ({ eventId, marketId, outcomeKey })),
});
