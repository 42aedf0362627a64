import { type Random, seededRandom } from "#lib/core/random.ts";
import type { Competition } from "#lib/sportsbook/events/schema.ts";
import type { SimulatedFixture } from "../../sport.ts";
import type { TennisPricing } from "../model.ts";
import { type SimulatedPlayer, TOURS, type Tour } from "./players.ts";

const tournament = (tour: Tour, place: string, name: string, countryCode: string): Competition => ({
  id: `tennis-${place}-${tour}`,
  sportId: "tennis",
  category: tour === "men" ? "Men’s singles" : "Women’s singles",
  name: tour === "men" ? name : `${name} Women`,
  countryCode,
});

const TOURNAMENTS: Record<Tour, readonly Competition[]> = {
  men: [
    tournament("men", "lisbon", "Lisbon Open", "pt"),
    tournament("men", "bergen", "Bergen Indoors", "no"),
    tournament("men", "santiago", "Santiago Clay Cup", "cl"),
  ],
  women: [
    tournament("women", "lisbon", "Lisbon Open", "pt"),
    tournament("women", "krakow", "Kraków Classic", "pl"),
    tournament("women", "osaka", "Osaka International", "jp"),
  ],
};

const shuffle = <T>(random: Random, items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random.float() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

const competitor = ({ id, name, shortName, countryCode }: SimulatedPlayer) => ({
  id,
  name,
  shortName,
  countryCode,
});

const fixtureOf = (tour: Tour, competition: Competition, home: SimulatedPlayer, away: SimulatedPlayer) => ({
  competition,
  participants: [competitor(home), competitor(away)],
  pricing: {
    bestOf: 3,
    serve: {
      home: TOURS[tour].onServe + home.serve - away.return,
      away: TOURS[tour].onServe + away.serve - home.return,
    },
  } satisfies TennisPricing,
});

/**
 * Who plays the k-th match, decided by the seed alone. Each tour is in two fixed halves that take turns, and each player plays once a
 * round, so that no player is in two matches at a time.
 */
export const calendar = (seed: string): ((k: number) => SimulatedFixture) => {
  const tours = Object.keys(TOURS) as Tour[];
  const roundOf = (round: number): SimulatedFixture[] => {
    const random = seededRandom(`${seed}:tennis:${round}`);
    const fixtures = tours.flatMap((tour) => {
      const half = TOURS[tour].players.filter((_, rank) => rank % 2 === round % 2);
      const order = shuffle(random, half);
      const pairs = Array.from({ length: Math.floor(order.length / 2) }, (_, i) =>
        order.slice(2 * i, 2 * i + 2),
      );
      return pairs.map(([home, away]) =>
        fixtureOf(tour, random.pick(TOURNAMENTS[tour]), home as SimulatedPlayer, away as SimulatedPlayer),
      );
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
