import { type Random, seededRandom } from "#lib/core/random.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import {
  type BetRefusalCode,
  type OddsChoice,
  placeBet,
  type SlipLeg,
} from "#lib/sportsbook/betting/index.ts";
import { makePlayer } from "#lib/sportsbook/testing.ts";

type Offer = { event_id: string; market_id: string; key: string; odds: bigint };

export type BettorFigures = {
  accepted: number;
  refused: Partial<Record<BetRefusalCode, number>>;
};

export type Bettors = {
  /** Lets some of them bet on what is on offer in these events. */
  act(openEvents: readonly string[]): Promise<void>;
  figures: BettorFigures;
};

const CASH = 100_000n;
/** How many steps old the prices may be that a bettor acts on: people look, think, then press. */
const LOOK_EVERY_STEPS = 6;
const SHARE_THAT_BETS = 0.1;
const STAKES = ["0.50", "1", "2.50", "5", "10", "20", "50", "7.77"];

const OFFERS = `
  select m.event_id, m.id as market_id, o.key, o.odds
    from market m join outcome o on o.market_id = m.id
   where m.event_id = any($1) and m.status = 1 and o.active and o.odds is not null`;

const legsFrom = (offers: readonly Offer[], random: Random): SlipLeg[] => {
  const wanted = random.float() < 0.7 ? 1 : 2 + random.integer(4);
  const byEvent = new Map<string, Offer>();
  for (let tries = 0; tries < wanted * 3 && byEvent.size < wanted; tries += 1) {
    const offer = random.pick(offers);
    byEvent.set(offer.event_id, offer);
  }
  return [...byEvent.values()].map((offer) => ({
    marketId: offer.market_id,
    outcomeKey: offer.key,
    odds: offer.odds,
  }));
};

/** Players with money and habits, who bet through the same API as everybody. */
export const makeBettors = async (count: number, seed: string): Promise<Bettors> => {
  const players: string[] = [];
  while (players.length < count) {
    const some = Math.min(50, count - players.length);
    players.push(...(await Promise.all(Array.from({ length: some }, () => makePlayer(CASH)))));
  }
  const random = seededRandom(`bettors:${seed}`);
  const figures: BettorFigures = { accepted: 0, refused: {} };
  let offers: Offer[] = [];
  let steps = 0;

  const bet = async (playerId: string): Promise<void> => {
    const answer = await placeBet(
      { playerId, sessionId: null },
      {
        idempotencyKey: crypto.randomUUID(),
        stake: random.pick(STAKES),
        legs: legsFrom(offers, random),
        oddsChoice: random.pick<OddsChoice>(["none", "higher", "any"]),
      },
    );
    if (answer.ok) figures.accepted += 1;
    else figures.refused[answer.refusal.code] = (figures.refused[answer.refusal.code] ?? 0) + 1;
  };

  return {
    figures,
    act: async (openEvents) => {
      if (steps % LOOK_EVERY_STEPS === 0) {
        offers = await rows<Offer>(OFFERS, [openEvents], "bettor-offers");
      }
      steps += 1;
      if (offers.length === 0) return;
      const acting = players.filter(() => random.float() < SHARE_THAT_BETS);
      await Promise.all(acting.map(bet));
    },
  };
};
