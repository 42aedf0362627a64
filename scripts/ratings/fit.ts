import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { countryCodeOf } from "#lib/sportsbook/sports/football/ratings/country-code.ts";
import { type FittedLeague, fitRatings } from "#lib/sportsbook/sports/football/ratings/fit-ratings.ts";
import { CLUBS, NATIONAL_TEAMS } from "#lib/sportsbook/sports/football/ratings/recipe.ts";
import {
  type LeagueRatings,
  Ratings,
  type TeamRating,
} from "#lib/sportsbook/sports/football/ratings/schema.ts";
import { dayOf, failOf, numberOf, readResultsFor } from "./read-results.ts";

const NATIONAL_FILE = "lib/sportsbook/sports/football/ratings/national-teams.json";

const USAGE = `Fits team ratings (Dixon–Coles) to a file of results and writes them as JSON.

npm run ratings:fit -- --input <path or URL> [options]

  --input <path|URL>     results: CSV of internationals or leagues, or football.json
  --clubs                league football: every league is fitted by itself, teams promoted into it start below the others.
                         Without it: national teams, all matches in one fit
  --output <path>        needed with --clubs; else ${NATIONAL_FILE}
  --as-of <day>          the day of pricing, from which matches fade; later ones are not used (the day after the last match)
  --half-life-days <n>   a match's weight halves every n days (730; clubs 270)
  --min-matches <n>      teams with fewer are not rated and priced as newcomers (20; clubs 1)
  --top <n>              how many teams to print, of every league (30)
  --source <text>        note kept in the file on where the results come from
  --licence <text>       licence of the results (CC0-1.0)`;

const OPTIONS = {
  input: { type: "string" },
  clubs: { type: "boolean", default: false },
  output: { type: "string" },
  "as-of": { type: "string" },
  "half-life-days": { type: "string" },
  "min-matches": { type: "string" },
  top: { type: "string", default: "30" },
  source: { type: "string" },
  licence: { type: "string", default: "CC0-1.0" },
  help: { type: "boolean", default: false },
} as const;

/** A league whose last match lies so many days back is out of season, or its results are out of date. */
const STALE_DAYS = 120;
const DAY_MS = 86_400_000;

const fail = failOf("ratings:fit");

const table = (teams: readonly TeamRating[]): string =>
  teams
    .map(({ name, countryCode, attack, defence, matches }, index) =>
      [
        String(index + 1).padStart(4),
        name.padEnd(26),
        (countryCode ?? "-").padEnd(7),
        (attack + defence).toFixed(3).padStart(7),
        attack.toFixed(3).padStart(7),
        defence.toFixed(3).padStart(7),
        String(matches).padStart(6),
      ].join(" "),
    )
    .join("\n");

const report = (fitted: FittedLeague, league: LeagueRatings, halfLifeDays: number, asOf: string): void => {
  const { name, poisson, dixonColes, groups, teamsLeftOut } = fitted;
  const teams = Object.keys(league.teams).length;
  console.log(`\n${name}: ${league.matches} matches, ${teams} teams (${teamsLeftOut} not rated)`);
  console.log(`  period ${league.from} to ${league.to}, priced for ${asOf}, half-life ${halfLifeDays} days`);
  for (const [kind, fit] of Object.entries({ poisson, "dixon-coles": dixonColes }))
    console.log(`  ${kind} log-likelihood ${fit.logLikelihood.toFixed(3)}, ${fit.iterations} iterations`);
  console.log(`  rho ${league.rho}, home advantage ${league.homeAdvantage}, base rate ${league.baseRate}`);
  if (!poisson.converged || !dixonColes.converged)
    console.warn(`warning: ${name}: the fit has not converged`);
  if (groups > 1) {
    console.warn(
      `warning: ${name}: ${groups} groups of teams that no chain of matches joins: strengths compare only inside a group`,
    );
  }
  const days = Math.floor((Math.max(Date.now(), Date.parse(asOf)) - Date.parse(league.to)) / DAY_MS);
  if (days > STALE_DAYS)
    console.warn(`warning: ${name}: no recent matches, the last one was ${days} days ago (${league.to})`);
};

const parsed = (() => {
  try {
    return parseArgs({ options: OPTIONS, strict: true }).values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
})();
if (parsed.help) {
  console.log(USAGE);
  process.exit(0);
}
const { clubs } = parsed;
const input = parsed.input ?? fail("--input is needed; --help tells more");
const output = parsed.output ?? (clubs ? fail("--clubs needs --output") : NATIONAL_FILE);
const top = numberOf("top", parsed.top, 0, fail);
const asOf = parsed["as-of"] === undefined ? undefined : dayOf("as-of", parsed["as-of"], fail);
const usual = clubs ? CLUBS : NATIONAL_TEAMS;
const given = (name: "half-life-days" | "min-matches", otherwise: number): number => {
  const text = parsed[name];
  return text === undefined ? otherwise : numberOf(name, text, 1, fail);
};
const recipe = {
  ...usual,
  halfLifeDays: given("half-life-days", usual.halfLifeDays),
  matchesMin: given("min-matches", usual.matchesMin),
};
const source =
  parsed.source ?? (clubs ? input : "International football results (martj42/international_results)");

const started = performance.now();
const { rows } = await readResultsFor(input, fail);
const fitted = fitRatings(rows, {
  recipe,
  asOf,
  source,
  licence: parsed.licence,
  countryCodeOf: clubs ? () => null : countryCodeOf,
});
if (!fitted.ok) fail(`no team has ${recipe.matchesMin} matches against others that have as many`);
else {
  const { ratings, fits } = fitted.value;
  const leagues: Ratings["leagues"] = {};
  for (const fit of fits) {
    const league = ratings.leagues[fit.name] as LeagueRatings;
    report(fit, league, recipe.halfLifeDays, ratings.meta.asOf);
    // Selections of regions and the like: no fixture of national teams names them.
    const uncoded = Object.values(league.teams).filter(({ countryCode }) => countryCode === null);
    if (!clubs && uncoded.length > 0) {
      const names = uncoded.map(({ name }) => name).join(", ");
      console.log(`  dropped ${uncoded.length} without a country code: ${names}`);
    }
    const kept = Object.entries(league.teams).filter(([, { countryCode }]) => clubs || countryCode !== null);
    const ranked = kept.map(([, team]) => team).sort((a, b) => b.attack + b.defence - (a.attack + a.defence));
    console.log("\n   # team                       code      both  attack defence matches");
    console.log(table(ranked.slice(0, top)));
    leagues[fit.name] = { ...league, teams: Object.fromEntries(kept) };
  }
  const written = Ratings.parse({ meta: ratings.meta, leagues });
  await mkdir(dirname(output), { recursive: true });
  // Feeds processes that read the file must never see half of it.
  await writeFile(`${output}.new`, `${JSON.stringify(written, null, 1)}\n`);
  await rename(`${output}.new`, output);
  const teams = Object.values(leagues).reduce((total, league) => total + Object.keys(league.teams).length, 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nwrote ${teams} teams of ${fits.length} leagues to ${output} in ${seconds} s`);
}
