import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { longestDelay } from "../in-play-delay.ts";
import type { BettingPolicy } from "../policy.ts";
import { returnByLegs } from "../potential-return.ts";
import { newestPolicy } from "../snapshot.ts";
import { type CashOutFacts, cashOutFacts } from "./facts.ts";
import { type Outlook, outlookOf } from "./outlooks.ts";
import type { CashOut } from "./schema.ts";
import { cashOutValue, type OpenBet } from "./value.ts";

/** The markets that an offer depends on: those of the legs without a result. */
export const readMarkets = ({ legs }: OpenBet): { marketId: string; version: bigint }[] => [
  ...new Map(
    legs
      .filter(({ result }) => result === null)
      .map(({ marketId, marketVersion }) => [marketId, { marketId, version: marketVersion }]),
  ).values(),
];

const delayOf = ({ legs }: OpenBet, { rules }: BettingPolicy): number =>
  longestDelay(
    rules,
    legs.flatMap(({ result, eventStatus, sportId }) =>
      result === null && eventStatus === EVENT_STATUS.live ? [sportId] : [],
    ),
  );

const outlooksOf = ({ events }: CashOutFacts) => {
  const made = new Map<string, Outlook | null>();
  return (eventId: string): Outlook | null => {
    const known = made.get(eventId);
    if (known !== undefined) return known;
    const state = events.get(eventId);
    const outlook = state ? outlookOf(state) : null;
    made.set(eventId, outlook);
    return outlook;
  };
};

export type PricedBet = {
  bet: OpenBet;
  policy: BettingPolicy;
  cashOut: CashOut;
  /** The most that the bet can still return. */
  most: bigint;
  /** How long a cash-out of it waits now, because of a leg in play. */
  delayMs: number;
};

/** The offers for these bets, in no order. Bets that are not open, or not the player's, are left out. @param playerId null for any */
export const priceCashOuts = async (
  betIds: readonly string[],
  playerId: string | null,
): Promise<PricedBet[]> => {
  const [facts, policy] = await Promise.all([cashOutFacts(betIds, playerId), newestPolicy()]);
  const outlooks = outlooksOf(facts);
  const options = { marginBp: policy.rules.cashOutMarginBp, nowMs: facts.nowMs };
  return facts.bets.map((bet) => {
    const { betId, currency, stake } = bet;
    const value = bet.freeBet ? ({ code: "free_bet" } as const) : cashOutValue(bet, outlooks, options);
    const delayMs = delayOf(bet, policy);
    const priced = { bet, policy, delayMs, most: returnByLegs(bet) };
    if ("code" in value) return { ...priced, cashOut: { betId, offer: null, reason: value } };
    const version = [
      policy.version,
      bet.settlementVersion,
      ...readMarkets(bet).map((market) => market.version),
    ].join("-");
    return {
      ...priced,
      cashOut: {
        betId,
        offer: { betId, currency, stake, lines: bet.lines.length, amount: value.amount, version, delayMs },
      },
    };
  });
};
