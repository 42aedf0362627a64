import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { never } from "#lib/kernel/result.ts";
import { type Rejected, type ResultsRefusal, readResults } from "#lib/sportsbook/feeds/importers/results.ts";
import { countryCodeOf } from "#lib/sportsbook/pricing/ratings/country-code.ts";
import { type FittedRatings, fitRatings } from "#lib/sportsbook/pricing/ratings/fit-ratings.ts";
import { Ratings, type TeamRating } from "#lib/sportsbook/pricing/ratings/schema.ts";

const USAGE = `Fits team ratings (Dixon–Coles) to a file of results and writes them as JSON.

npm run ratings:fit -- --input <path or URL> [options]

  --input <path|URL>     results: CSV of internationals or leagues, or football.json
  --output <path>        default lib/sportsbook/pricing/ratings/national-teams.json
  --half-life-days <n>   a match's weight halves every n days (730)
  --min-matches <n>      teams with fewer are left out (20)
  --ridge <n>            precision of the prior on every strength (0.1)
  --top <n>              how many teams to print (30)
  --source <text>        note kept in the file on where the results come from
  --licence <text>       licence of the results (CC0-1.0)
  --keep-uncoded         keeps teams that have no country code, as club teams`;

const OPTIONS = {
  input: { type: "string" },
  output: { type: "string", default: "lib/sportsbook/pricing/ratings/national-teams.json" },
  "half-life-days": { type: "string", default: "730" },
  "min-matches": { type: "string", default: "20" },
  ridge: { type: "string", default: "0.1" },
  top: { type: "string", default: "30" },
  source: { type: "string", default: "International football results (martj42/international_results)" },
  licence: { type: "string", default: "CC0-1.0" },
  "keep-uncoded": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const fail = (message: string): never => {
  console.error(`ratings:fit: ${message}`);
  process.exit(1);
};

const number = (name: string, text: string, min: number): number => {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) && value >= min
    ? value
    : fail(`--${name} takes a number of at least ${min}, not "${text}"`);
};

const summary = (rejected: readonly Rejected[]): string => {
  const counts = new Map<string, number>();
  for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(", ");
};

const worded = (refusal: ResultsRefusal): string => {
  switch (refusal.code) {
    case "source_missing":
      return `no such file: ${refusal.source}`;
    case "source_unreachable":
      return `cannot read ${refusal.source}: ${refusal.detail}`;
    case "source_too_large":
      return `${refusal.source} is larger than ${refusal.bytesMax} bytes`;
    case "source_broken":
      return `reading stopped: ${refusal.detail}`;
    case "columns_unknown":
      return `no column ${refusal.missing.join(", ")} among: ${refusal.columns.join(", ")}`;
    case "json_unknown":
      return `not a football.json file: ${refusal.detail}`;
    case "no_matches":
      return refusal.rejected.length === 0
        ? "the file has no matches"
        : `no match can be used; ${refusal.rejected.length} rejected: ${summary(refusal.rejected)}`;
    default:
      return never(refusal);
  }
};

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

const report = ({ ratings, poisson, dixonColes, matches, teamsLeftOut }: FittedRatings): void => {
  const { meta, teams } = ratings;
  console.log(`fitted    ${matches} matches, ${Object.keys(teams).length} teams (${teamsLeftOut} left out)`);
  console.log(`period    ${meta.from} to ${meta.asOf}, half-life ${meta.halfLifeDays} days`);
  console.log(
    `poisson   log-likelihood ${poisson.logLikelihood.toFixed(3)}, ${poisson.iterations} iterations`,
  );
  console.log(
    `dixon-coles log-likelihood ${dixonColes.logLikelihood.toFixed(3)}, ${dixonColes.iterations} iterations`,
  );
  console.log(`rho ${meta.rho}, home advantage ${meta.homeAdvantage}, base rate ${meta.baseRate}`);
  if (!poisson.converged || !dixonColes.converged) console.warn("warning: the fit has not converged");
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
const input = parsed.input ?? fail("--input is needed; --help tells more");
const top = number("top", parsed.top, 0);
const options = {
  halfLifeDays: number("half-life-days", parsed["half-life-days"], 1),
  matchesMin: number("min-matches", parsed["min-matches"], 1),
  ridge: number("ridge", parsed.ridge, 0),
  source: parsed.source,
  licence: parsed.licence,
  countryCodeOf: parsed["keep-uncoded"] ? () => null : countryCodeOf,
};

const started = performance.now();
let told = 0;
const read = await readResults(input, (bytes, bytesTotal) => {
  if (performance.now() - told < 1_000) return;
  told = performance.now();
  console.log(
    `reading   ${(bytes / 1e6).toFixed(1)} MB${bytesTotal ? ` of ${(bytesTotal / 1e6).toFixed(1)}` : ""}`,
  );
});
if (!read.ok) fail(worded(read.refusal));
else {
  const { rows, rejected } = read.value;
  console.log(`read      ${rows.length} matches, ${rejected.length} rejected`);
  for (const { line, reason } of rejected.slice(0, 10)) console.log(`  line ${line}: ${reason}`);
  if (rejected.length > 10) console.log(`  in all: ${summary(rejected)}`);
  const fitted = fitRatings(rows, options);
  if (!fitted.ok) fail(`no team has ${options.matchesMin} matches against others that have as many`);
  else {
    report(fitted.value);
    const { ratings } = fitted.value;
    const uncoded = Object.values(ratings.teams).filter(({ countryCode }) => countryCode === null);
    if (!parsed["keep-uncoded"] && uncoded.length > 0) {
      console.log(
        `dropped   ${uncoded.length} without a country code: ${uncoded.map(({ name }) => name).join(", ")}`,
      );
    }
    const kept = Object.entries(ratings.teams).filter(
      ([, { countryCode }]) => parsed["keep-uncoded"] || countryCode !== null,
    );
    const ranked = kept.map(([, team]) => team).sort((a, b) => b.attack + b.defence - (a.attack + a.defence));
    console.log("\n   # team                       code      both  attack defence matches");
    console.log(table(ranked.slice(0, top)));
    const shipped = Ratings.parse({ meta: ratings.meta, teams: Object.fromEntries(kept) });
    await mkdir(dirname(parsed.output), { recursive: true });
    await writeFile(parsed.output, `${JSON.stringify(shipped, null, 1)}\n`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`\nwrote ${kept.length} teams to ${parsed.output} in ${seconds} s`);
  }
}
