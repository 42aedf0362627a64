import type { SlipBet } from "../stored-slip.ts";
import { UNSEEN } from "../stored-slip.ts";

type WireLeg = { marketId: string; outcomeKey: string; odds: string; builder?: number };

/** The legs of a bet as the site takes them: of a builder, the first has the joint price. */
export const wireLegs = ({ legs, builder }: Pick<SlipBet, "legs" | "builder">): WireLeg[] =>
  legs.map(({ marketId, outcomeKey, odds, builder: of }, at) =>
    builder === undefined
      ? { marketId, outcomeKey, odds, ...(of !== undefined && { builder: of }) }
      : { marketId, outcomeKey, odds: at === 0 ? builder : UNSEEN, builder: 0 },
  );

/** The inverse, of a bet that was placed elsewhere, or before a reload. */
export const betOfWire = <Bet extends { legs: readonly WireLeg[] }>({
  legs,
  ...bet
}: Bet): Omit<Bet, "legs"> & Pick<SlipBet, "legs" | "builder"> => {
  const [first] = legs;
  const together = legs.length > 1 && legs.every(({ builder }) => builder === 0);
  return {
    ...bet,
    legs: legs.map(({ marketId, outcomeKey, odds, builder }) => ({
      marketId,
      outcomeKey,
      odds: together ? UNSEEN : odds,
      ...(!together && builder !== undefined && { builder }),
    })),
    ...(together && first && { builder: first.odds }),
  };
};
