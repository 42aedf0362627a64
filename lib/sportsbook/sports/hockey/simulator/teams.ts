import type { Competition } from "#lib/sportsbook/events/schema.ts";
import { clubsOf } from "../../shared/simulator/clubs.ts";
import type { League } from "../../shared/simulator/fixtures.ts";

export type HockeyLeague = League & {
  /** Goals of a side in sixty minutes; what home ice adds, and what lies between the best and the worst team. */
  goals: number;
  home: number;
  spread: number;
};

/** Invented teams, the strongest first: country and name. */
const AMERICAN = `
ca Northern Lights|us Iron Range Miners|ca Laurentian Wolves|us Great Lakes Admirals|ca Rocky Mountain Grizzlies|us Atlantic Lighthouse
us Hudson Valley Otters|ca Prairie Blizzard|us Cascade Timber|ca Acadian Mariners|us Dakota Bison|ca Fraser River Eagles
us Allegheny Hammers|us Palmetto Freeze|ca Ottawa Valley Kings|us Sonoran Scorpions`;

const NORDIC = `
se Norrskens HK|fi Järvikylän Kiekko|se Vätterns IF|cz HC Orlické Vlky|fi Meren Myrsky|ch EHC Aaretal
se Dalarnas Björnar|de Isarwinkel Falken|no Fjordbyen IK|ch HC Lemanico|cz HC Beskydští Rysi|at EC Tauernbullen
fi Kotkan Ahjo|sk HK Tatranskí Orli|dk Limfjorden Ishockey|lv HK Daugavas Lāči`;

const competition = (id: string, category: string, name: string): Competition => ({
  id,
  sportId: "hockey",
  category,
  name,
  countryCode: null,
});

export const LEAGUES: readonly HockeyLeague[] = [
  {
    competition: competition("hockey-continental", "North America", "Continental Hockey League"),
    teams: clubsOf("hockey", AMERICAN),
    goals: 2.9,
    home: 0.12,
    spread: 1.1,
  },
  {
    competition: competition("hockey-nordic-alpine", "Europe", "Nordic–Alpine Hockey Series"),
    teams: clubsOf("hockey", NORDIC),
    goals: 2.6,
    home: 0.16,
    spread: 1.2,
  },
];
