import type { Competition } from "#lib/sportsbook/events/schema.ts";
import { clubsOf } from "../../shared/simulator/clubs.ts";
import type { League } from "../../shared/simulator/fixtures.ts";

export type BasketballLeague = League & {
  quarterMinutes: 10 | 12;
  /** Of a team of the league: possessions in four quarters, points of each, and what the home floor adds to them. */
  pace: number;
  efficiency: number;
  home: number;
  /** Points of a possession between the best and the worst team, and possessions between the fastest and the slowest. */
  spread: number;
  paceSpread: number;
};

/** Invented teams, the strongest first: country and name. */
const AMERICAN = `
us Harbor City Kingfishers|us Redwood Rangers|us Lakeshore Ironworks|us Desert Bloom|us Cumberland Riders|ca Saint-Laurent Voyageurs
us Bayou Herons|us Prairie Thunderheads|us Granite State Rams|us Gulf Coast Tarpons|us Mesa Roadrunners|us Twin Rivers Otters
us Capital Lanterns|us High Sierra Condors|us Blue Ridge Foxes|us Palmetto Storm|us Steelton Forge|us Puget Tides`;

const EUROPEAN = `
es Baloncesto Almadraba|gr Aktaion Faliro|tr Marmaris Yelken|it Pallacanestro Valdarno|rs KK Dunavski Orlovi|lt Nemunas Žvejai
fr Basket Corbières|de Baskets Elbtal|es Club Sierra Bermeja|il Hapoel Carmel Bay|si KK Zeleni Zmaji|pl Gryf Pomorze
hr KK Jadranski Val|it Libertas Brenta|be Meuse Giants|cz BK Moravská Orlice`;

const competition = (
  id: string,
  category: string,
  name: string,
  countryCode: string | null,
): Competition => ({
  id,
  sportId: "basketball",
  category,
  name,
  countryCode,
});

export const LEAGUES: readonly BasketballLeague[] = [
  {
    competition: competition(
      "basketball-continental",
      "North America",
      "Continental Basketball League",
      null,
    ),
    teams: clubsOf("basketball", AMERICAN),
    quarterMinutes: 12,
    pace: 98,
    efficiency: 1.13,
    home: 0.012,
    spread: 0.13,
    paceSpread: 5,
  },
  {
    competition: competition("basketball-euro-series", "Europe", "Euro Basket Series", null),
    teams: clubsOf("basketball", EUROPEAN),
    quarterMinutes: 10,
    pace: 72,
    efficiency: 1.12,
    home: 0.018,
    spread: 0.16,
    paceSpread: 4,
  },
];
