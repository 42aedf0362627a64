import { type Random, seededRandom } from "#lib/core/random.ts";
import type { Competition } from "#lib/sportsbook/events/schema.ts";

export type Confederation = "europe" | "south-america" | "africa" | "asia" | "north-america" | "oceania";

export type SimulatedTeam = {
  id: string;
  name: string;
  shortName: string;
  countryCode: string | null;
  confederation: Confederation;
  /** Higher is stronger; only the order counts. */
  strength: number;
};

export type Pairing = {
  competition: Competition;
  home: SimulatedTeam;
  away: SimulatedTeam;
  neutral: boolean;
};

const competition = (id: string, category: string, name: string): Competition => ({
  id,
  sportId: "football",
  category,
  name,
  countryCode: null,
});

const COMPETITIONS: Record<Confederation | "friendly", Competition> = {
  europe: competition("european-nations-cup", "Europe", "European Nations Cup"),
  "south-america": competition("south-american-cup", "South America", "South American Cup"),
  africa: competition("african-nations-cup", "Africa", "African Nations Cup"),
  asia: competition("asian-nations-cup", "Asia", "Asian Nations Cup"),
  "north-america": competition("north-american-cup", "North and Central America", "North American Cup"),
  oceania: competition("oceania-nations-cup", "Oceania", "Oceania Nations Cup"),
  friendly: competition("international-friendlies", "International", "Friendly international"),
};

const NEUTRAL_SHARE = 0.25;
/** How far apart in the order of strength two opponents usually are. */
const SPREAD = 5;

const shuffle = <T>(random: Random, items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random.float() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

const pairUp = (random: Random, teams: readonly SimulatedTeam[]): [Pairing[], SimulatedTeam | undefined] => {
  const order = teams
    .map((team, rank) => ({ team, at: rank + (random.float() - 0.5) * 2 * SPREAD }))
    .sort((a, b) => a.at - b.at)
    .map(({ team }) => team);
  const pairings: Pairing[] = [];
  for (let i = 0; i + 1 < order.length; i += 2) {
    const [home, away] = shuffle(random, order.slice(i, i + 2)) as [SimulatedTeam, SimulatedTeam];
    const neutral = random.float() < NEUTRAL_SHARE;
    pairings.push({ competition: COMPETITIONS[home.confederation], home, away, neutral });
  }
  return [pairings, order.length % 2 === 1 ? order.at(-1) : undefined];
};

/**
 * Who plays the k-th match, computed from the seed alone. Teams are in two fixed halves that take turns, and each plays once a round,
 * so that nobody plays again before half a round has passed.
 */
export const calendar = (seed: string, teams: readonly SimulatedTeam[]): ((k: number) => Pairing) => {
  const strongFirst = [...teams].sort((a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1));
  const confederations = [...new Set(strongFirst.map((team) => team.confederation))].sort();
  const halves = [0, 1].map((half) =>
    confederations.map((confederation) =>
      strongFirst.filter((t) => t.confederation === confederation).filter((_, rank) => rank % 2 === half),
    ),
  );

  const roundOf = (round: number): Pairing[] =>
    halves.flatMap((groups, half) => {
      const random = seededRandom(`${seed}:round:${round}:${half}`);
      const left: SimulatedTeam[] = [];
      const pairings = groups.flatMap((group) => {
        const [pairs, odd] = pairUp(random, group);
        if (odd) left.push(odd);
        return pairs;
      });
      const [friendlies] = pairUp(
        random,
        left.sort((a, b) => b.strength - a.strength),
      );
      return shuffle(random, [
        ...pairings,
        ...friendlies.map((friendly) => ({ ...friendly, competition: COMPETITIONS.friendly })),
      ]);
    });

  const matchesPerRound = roundOf(0).length;
  if (matchesPerRound === 0) throw new Error("a calendar needs two teams");
  const rounds = new Map<number, Pairing[]>();
  return (k) => {
    const round = Math.floor(k / matchesPerRound);
    let pairings = rounds.get(round);
    if (!pairings) {
      pairings = roundOf(round);
      rounds.set(round, pairings);
      for (const old of rounds.keys()) if (old < round - 2) rounds.delete(old);
    }
    return pairings[k - round * matchesPerRound] as Pairing;
  };
};
