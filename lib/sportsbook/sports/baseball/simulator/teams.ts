import type { Competition } from "#lib/sportsbook/events/schema.ts";
import { clubsOf } from "../../shared/simulator/clubs.ts";
import type { League } from "../../shared/simulator/fixtures.ts";

export type BaseballLeague = League & {
  /** Runs of a side in nine innings; what the home field adds, and what lies between the best and the worst team. */
  runs: number;
  home: number;
  spread: number;
};

/** Invented teams, the strongest first: country and name. */
const AMERICAN = `
us Harbor City Gulls|us Ozark Millers|us Golden Gate Clippers|us Delta Steamers|us Lone Pine Lumbermen|us Chesapeake Oystermen
us Copper State Suns|us Erie Canal Mules|us Piedmont Weavers|us Cactus Valley Javelinas|us Great Plains Reapers|us Tidewater Ospreys
us Bluegrass Colts|us Mill City Spinners|us Sound City Stags|us Coral Coast Marlinspikes`;

const PACIFIC = `
jp Setouchi Whitecaps|jp Kitakaze Cranes|kr Hangang Magpies|tw Formosa Black Bears|jp Musashi Blossoms|kr Jirisan Tigers
jp Echigo Snow Hares|tw Penghu Breakers|kr Dongbaek Camellias|jp Hyuga Phoenix`;

const competition = (id: string, category: string, name: string): Competition => ({
  id,
  sportId: "baseball",
  category,
  name,
  countryCode: null,
});

export const LEAGUES: readonly BaseballLeague[] = [
  {
    competition: competition("baseball-continental", "North America", "Continental Baseball League"),
    teams: clubsOf("baseball", AMERICAN),
    runs: 4.5,
    home: 0.12,
    spread: 1.5,
  },
  {
    competition: competition("baseball-pacific", "Asia", "Pacific Baseball Series"),
    teams: clubsOf("baseball", PACIFIC),
    runs: 4.1,
    home: 0.12,
    spread: 1.4,
  },
];
