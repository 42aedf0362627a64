import { loadNationalTeams } from "../ratings/ratings.ts";
import type { LeagueRatings } from "../ratings/schema.ts";
import type { Confederation, SimulatedTeam } from "./calendar.ts";

/** Members by flag code, and how many of the strongest take part. */
const MEMBERS: Record<Confederation, { teams: number; codes: string }> = {
  europe: {
    teams: 48,
    codes:
      "al ad am at az by be ba bg hr cy cz dk gb-eng ee fo fi fr ge de gi gr hu is il it kz xk lv li lt lu mt md me nl mk gb-nir no pl pt ie ro sm gb-sct rs sk si es se ch tr ua gb-wls",
  },
  "south-america": { teams: 10, codes: "ar bo br cl co ec py pe uy ve" },
  africa: {
    teams: 32,
    codes:
      "dz ao bj bw bf bi cm cv cf td km cg cd ci dj eg gq er sz et ga gm gh gn gw ke ls lr ly mg mw ml mr mu ma mz na ne ng rw st sn sc sl so za ss sd tz tg tn ug zm zw",
  },
  asia: {
    teams: 24,
    codes:
      "af au bh bd bt bn kh cn tw gu hk in id ir iq jp jo kp kr kw kg la lb mo my mv mn mm np om pk ps ph qa sa sg lk sy tj th tl tm ae uz vn ye",
  },
  "north-america": {
    teams: 16,
    codes:
      "ai ag aw bs bb bz bm vg ca ky cr cu cw dm do sv gd gt gy ht hn jm mx ms ni pa pr kn lc vc sr tt tc us vi",
  },
  oceania: { teams: 6, codes: "fj nc nz pg ws sb pf to vu" },
};

const SHORT_NAMES: Readonly<Record<string, string>> = {
  "bosnia-and-herzegovina": "Bosnia-H.",
  "cape-verde": "Cape Verde",
  "central-african-republic": "C. African Rep.",
  "czech-republic": "Czechia",
  "dominican-republic": "Dominican R.",
  "equatorial-guinea": "Eq. Guinea",
  "north-macedonia": "N. Macedonia",
  "northern-ireland": "N. Ireland",
  "papua-new-guinea": "Papua N. G.",
  "republic-of-ireland": "Ireland",
  "solomon-islands": "Solomon Is.",
  "trinidad-and-tobago": "Trinidad",
  "united-arab-emirates": "UAE",
  "united-states": "USA",
};

export const shortNameOf = (id: string, name: string): string => SHORT_NAMES[id] ?? name.slice(0, 40);

/** The national teams that the simulator lets play: the strongest of every confederation, by our ratings. */
export const simulatedTeams = (ratings: LeagueRatings = loadNationalTeams()): SimulatedTeam[] =>
  (Object.keys(MEMBERS) as Confederation[]).flatMap((confederation) => {
    const { teams, codes } = MEMBERS[confederation];
    const members = new Set(codes.split(" "));
    return Object.entries(ratings.teams)
      .filter(([, { countryCode }]) => countryCode !== null && members.has(countryCode))
      .map(([id, { name, countryCode, attack, defence }]) => ({
        id,
        name,
        shortName: shortNameOf(id, name),
        countryCode,
        confederation,
        strength: attack + defence,
      }))
      .sort((a, b) => b.strength - a.strength)
      .slice(0, teams);
  });
