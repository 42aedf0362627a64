import { db } from "#lib/platform/database/db.ts";
import type { PersonalData } from "#lib/platform/module.ts";

const BATCH = 1_000;

const legsOf = (betIds: readonly string[]) =>
  db().betLeg.findMany({
    where: { betId: { in: [...betIds] } },
    select: { betId: true, eventId: true, marketId: true, outcomeKey: true, odds: true, result: true },
    orderBy: [{ betId: "asc" }, { position: "asc" }],
  });

/** The player's bets with their legs, and the bets that were refused. */
export const BETTING_DATA: readonly PersonalData[] = [
  {
    name: "bets",
    read: async (playerId) => {
      const bets = await db().bet.findMany({
        where: { playerId },
        select: {
          id: true,
          kind: true,
          currency: true,
          stake: true,
          odds: true,
          potentialReturn: true,
          status: true,
          result: true,
          returned: true,
          freeBetId: true,
          placedAt: true,
          settledAt: true,
        },
        orderBy: { id: "asc" },
      });
      const legs = [];
      for (let from = 0; from < bets.length; from += BATCH)
        legs.push(...(await legsOf(bets.slice(from, from + BATCH).map(({ id }) => id))));
      const ofBet = Map.groupBy(legs, ({ betId }) => betId);
      return bets.map((bet) => ({
        ...bet,
        legs: (ofBet.get(bet.id) ?? []).map(({ betId: _, ...leg }) => leg),
      }));
    },
  },
  {
    name: "free_bets",
    read: (playerId) =>
      db().freeBet.findMany({
        where: { playerId },
        select: {
          id: true,
          currency: true,
          amount: true,
          state: true,
          grantedAt: true,
          expiresAt: true,
          endedAt: true,
          betId: true,
        },
        orderBy: { id: "asc" },
      }),
  },
  {
    name: "refused_bets",
    read: (playerId) =>
      db().betRefusal.findMany({
        where: { playerId },
        select: { id: true, code: true, slip: true, at: true },
        orderBy: { id: "asc" },
      }),
  },
];
