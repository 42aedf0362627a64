import { type Random, seededRandom } from "#lib/core/random.ts";
import type { Competition } from "#lib/sportsbook/events/schema.ts";
import type { SimulatedFixture } from "../../sport.ts";
import type { SimulatedClub } from "./clubs.ts";

const shuffle = <T>(random: Random, items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random.float() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

export type League = { competition: Competition; teams: readonly SimulatedClub[] };

/**
 * Who plays the k-th match of these leagues, decided by the seed alone. Each league is in two fixed halves that take turns, and each team plays once
 * a round, so that none is in two matches at a time.
 */
export const leagueCalendar =
  <L extends League>(
    leagues: readonly L[],
    pricingOf: (league: L, home: SimulatedClub, away: SimulatedClub) => SimulatedFixture["pricing"],
  ) =>
  (seed: string): ((k: number) => SimulatedFixture) => {
    const roundOf = (round: number): SimulatedFixture[] => {
      const random = seededRandom(`${seed}:${leagues[0]?.competition.sportId}:${round}`);
      const fixtures = leagues.flatMap((league) => {
        const order = shuffle(
          random,
          league.teams.filter((_, rank) => rank % 2 === round % 2),
        );
        return Array.from({ length: Math.floor(order.length / 2) }, (_, i) => {
          const [home, away] = order.slice(2 * i, 2 * i + 2) as [SimulatedClub, SimulatedClub];
          return {
            competition: league.competition,
            participants: [home, away].map(({ id, name, shortName, countryCode }) => ({
              id,
              name,
              shortName,
              countryCode,
            })),
            pricing: pricingOf(league, home, away),
          };
        });
      });
      return shuffle(random, fixtures);
    };
    const perRound = roundOf(0).length;
    const rounds = new Map<number, SimulatedFixture[]>();
    return (k) => {
      const round = Math.floor(k / perRound);
      const known = rounds.get(round) ?? roundOf(round);
      rounds.set(round, known);
      for (const old of rounds.keys()) if (old < round - 2) rounds.delete(old);
      return known[k - round * perRound] as SimulatedFixture;
    };
  };
