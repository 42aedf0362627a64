import { z } from "zod";
import { CURRENCY_CODES, type Currency } from "#lib/core/money.ts";
import type { DeliveredEvent } from "#lib/platform/messaging/event.ts";
import { type BetFacts, betFacts } from "#lib/sportsbook/betting/index.ts";
import { SETTLED_RESULTS } from "#lib/sportsbook/betting/schema.ts";
import type { Drafted } from "../definition.ts";

const Amount = z.string().regex(/^\d+$/);

/** What notifications about bets store: minor units in decimal text. */
export const BetData = z.object({
  betId: z.guid(),
  result: z.enum(SETTLED_RESULTS).nullable(),
  currency: z.enum(CURRENCY_CODES),
  stake: Amount,
  returned: Amount.nullable(),
  freeBet: z.boolean().optional(),
});
export type BetData = z.output<typeof BetData>;

export const betKey = (betId: string): string => `bet:${betId}`;

export const betText = ({ betId, currency }: BetData, variant: string, minor?: string | null) => ({
  variant,
  betId,
  href: `/bets/${betId}`,
  ...(minor && { amount: { currency, minor: BigInt(minor) } }),
});

/** Drafts one notification for each bet that the events name, from what holds of the bet now, where `wanted` says so. */
export const draftOfBets = async (
  events: readonly DeliveredEvent[],
  wanted: (bet: BetFacts) => boolean,
): Promise<Drafted<BetData>[]> => {
  const ids = [...new Set(events.map(({ payload }) => String(payload.betId)))];
  const bets = await betFacts(ids);
  return bets.filter(wanted).map(({ betId, playerId, result, currency, stake, returned, freeBet }) => ({
    playerId,
    dedupeKey: betKey(betId),
    data: {
      betId,
      result,
      currency: currency as Currency,
      stake: stake.toString(),
      returned: returned?.toString() ?? null,
      ...(freeBet && { freeBet }),
    },
  }));
};
