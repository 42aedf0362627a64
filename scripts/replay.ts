import { parseArgs } from "node:util";
import { closeBus } from "#lib/platform/bus.ts";
import { closeDatabase } from "#lib/platform/db.ts";
import { runReplay } from "#lib/sportsbook/feeds/index.ts";

const USAGE = `npm run replay -- <file or URL> … [--speed max|60] [--limit 100] [--every 60]

Tells real matches again, through the whole feed pipeline, on the database of DATABASE_URL.
Files: openfootball's JSON with goals, or timelines second by second.

  --speed   match seconds in one real second, or max (the default)
  --limit   only the first so many matches
  --every   match seconds from one kick-off to the next (60)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { speed: { type: "string" }, limit: { type: "string" }, every: { type: "string" } },
});

const positive = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number > 0)) throw new RangeError(`not a positive number: ${text}`);
  return number;
};

if (positionals.length === 0) {
  console.error(USAGE);
  process.exit(2);
}

const [limit, kickOffEvery] = [positive(values.limit), positive(values.every)];
let toldAt = 0;
const report = await runReplay({
  files: positionals,
  speed: values.speed === undefined || values.speed === "max" ? "max" : (positive(values.speed) ?? "max"),
  ...(limit ? { limit } : {}),
  ...(kickOffEvery ? { kickOffEvery } : {}),
  onProgress: ({ matches, ended, messages }) => {
    if (Date.now() - toldAt < 1_000) return;
    toldAt = Date.now();
    console.error(`${ended} of ${matches} matches ended, ${messages} messages`);
  },
});
await closeBus();
await closeDatabase();

if (!report.ok) {
  console.error(JSON.stringify(report.refusal));
  process.exit(1);
}
const { matches, skipped, figures, wallMs, matchMs } = report.value;
console.log(
  JSON.stringify(
    { matches, skipped, messages: figures.messages, byFate: figures.byFate, wallMs, matchMs },
    null,
    2,
  ),
);
process.exit(0);
