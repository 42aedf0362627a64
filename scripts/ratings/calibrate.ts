import { parseArgs } from "node:util";
import { type ImportedMatch, readTimelines } from "#lib/sportsbook/sports/football/importers/timelines.ts";
import {
  forecastInPlay,
  IN_PLAY_MINUTES,
  type InPlayForecast,
} from "#lib/sportsbook/sports/football/ratings/in-play.ts";
import { CLUBS, NATIONAL_TEAMS, type Recipe } from "#lib/sportsbook/sports/football/ratings/recipe.ts";
import {
  baseRateLogLoss,
  baseRates,
  type Forecast,
  logLoss,
  type ReliabilityRow,
  reliability,
  reliabilityOf,
  scoreLogLoss,
  walkForward,
} from "#lib/sportsbook/sports/football/ratings/walk-forward.ts";
import { dayOf, failOf, readResultsFor } from "./read-results.ts";

const USAGE = `Measures the ratings walk-forward: every match of the window is forecast by a fit of its league to earlier matches only,
fitted again every week (national teams: every four weeks). No match is left out: teams without a rating are newcomers.

npm run calibrate -- --data <results.csv> [options]

  --data <path|URL>        league results: each league is fitted by itself
  --national <path|URL>    results of national teams
  --timelines <path|URL>   matches second by second: forecasts in play, at 15 to 90 minutes (may be given several times)
  --from <day>             first day of the window (2019-07-01; national teams 2022-01-01)
  --to <day>               last day of the window (2025-06-30; national teams 2026-12-31)`;

const OPTIONS = {
  data: { type: "string" },
  national: { type: "string" },
  timelines: { type: "string", multiple: true },
  from: { type: "string" },
  to: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

const fail = failOf("calibrate");

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(7);

const reportLosses = (forecasts: readonly Forecast[]): void => {
  const byName = Map.groupBy(forecasts, ({ league }) => league);
  const lines: [string, readonly Forecast[]][] = [...byName].sort();
  if (byName.size > 1) lines.push(["all", forecasts]);
  console.log("\nleague          matches newcomers  log loss  base rates    score    home    draw    away");
  for (const [name, own] of lines) {
    const newcomers = own.filter(({ newcomer }) => newcomer).length;
    console.log(
      [
        name.padEnd(15),
        String(own.length).padStart(7),
        String(newcomers).padStart(9),
        logLoss(own).toFixed(4).padStart(9),
        baseRateLogLoss(own).toFixed(4).padStart(11),
        scoreLogLoss(own).toFixed(4).padStart(8),
        ...baseRates(own).map(percent),
      ].join(" "),
    );
  }
  const rated = forecasts.filter(({ newcomer }) => !newcomer);
  if (rated.length < forecasts.length)
    console.log(`both teams rated: ${rated.length} matches, log loss ${logLoss(rated).toFixed(4)}`);
};

const printReliability = (rows: readonly ReliabilityRow[]): void => {
  console.log("\nprobability   outcomes  expected    seen");
  for (const { from, outcomes, expected, seen } of rows) {
    const range = `${(from * 100).toFixed(0)}–${(from * 100 + 10).toFixed(0)} %`;
    console.log(
      [range.padEnd(12), String(outcomes).padStart(9), percent(expected).padStart(9), percent(seen)].join(
        " ",
      ),
    );
  }
};

const reportReliability = (forecasts: readonly Forecast[]): void => {
  printReliability(reliability(forecasts));
  console.log("\nscore         expected    seen");
  for (const goals of [0, 1, 2] as const) {
    const expected = forecasts.reduce((total, { level }) => total + level[goals], 0) / forecasts.length;
    const seen =
      forecasts.filter(({ match }) => match.homeGoals === goals && match.awayGoals === goals).length /
      forecasts.length;
    console.log([`${goals}-${goals}`.padEnd(12), percent(expected).padStart(9), percent(seen)].join(" "));
  }
};

type Window = { recipe: Recipe; from: string; to: string; refitDays: number };

const calibrate = async (source: string, { recipe, from, to, refitDays }: Window): Promise<void> => {
  const started = performance.now();
  const { rows } = await readResultsFor(source, fail);
  const { forecasts, fits, unconverged } = walkForward(rows, { recipe, from, to, refitDays });
  if (forecasts.length === 0) fail(`no match from ${from} to ${to}`);
  console.log(`${recipe.name}: every match from ${from} to ${to}, fitted again every ${refitDays} days`);
  reportLosses(forecasts);
  reportReliability(forecasts);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${fits} fits, ${unconverged} not converged, ${seconds} s\n`);
};

const average = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

const calibrateInPlay = async (sources: readonly string[]): Promise<void> => {
  const matches: ImportedMatch[] = [];
  for (const source of sources) {
    const read = await readTimelines(source);
    if (!read.ok) fail(`cannot read ${source}: ${read.refusal.code}`);
    else matches.push(...read.value.matches);
  }
  if (matches.length === 0) fail("the files have no matches");
  const forecasts = forecastInPlay(matches, CLUBS);
  console.log(`in play: ${matches.length} matches, teams and stoppage as they were over their season`);
  console.log("\nminute   log loss  goals left    seen   level: goals left    seen");
  for (const minute of IN_PLAY_MINUTES) {
    const own = forecasts.filter((forecast) => forecast.minute === minute);
    const level = own.filter((forecast) => forecast.level);
    const goals = (of: readonly InPlayForecast[]): string[] => [
      average(of.map(({ goalsExpected }) => goalsExpected)).toFixed(3),
      average(of.map(({ goalsSeen }) => goalsSeen)).toFixed(3),
    ];
    const loss = average(own.map(({ fair, outcome }) => -Math.log(fair[outcome] ?? 0)));
    const [left, seen] = goals(own);
    const [levelLeft, levelSeen] = goals(level);
    console.log(
      [
        String(minute).padEnd(6),
        loss.toFixed(4).padStart(10),
        left?.padStart(11),
        seen?.padStart(7),
        levelLeft?.padStart(19),
        levelSeen?.padStart(7),
      ].join(" "),
    );
  }
  printReliability(reliabilityOf(forecasts));
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
const { data, national, timelines } = parsed;
if (data === undefined && national === undefined && timelines === undefined)
  fail("--data, --national or --timelines is needed; --help tells more");
const day = (name: "from" | "to", otherwise: string): string => dayOf(name, parsed[name] ?? otherwise, fail);
if (data !== undefined) {
  await calibrate(data, {
    recipe: CLUBS,
    from: day("from", "2019-07-01"),
    to: day("to", "2025-06-30"),
    refitDays: 7,
  });
}
if (national !== undefined) {
  await calibrate(national, {
    recipe: NATIONAL_TEAMS,
    from: day("from", "2022-01-01"),
    to: day("to", "2026-12-31"),
    refitDays: 28,
  });
}
if (timelines !== undefined) await calibrateInPlay(timelines);
