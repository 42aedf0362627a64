import { BENCHES } from "./benches.ts";
import { printOutcome } from "./lib/bench.ts";
import { machine } from "./lib/machine.ts";
import { runApart } from "./lib/run-apart.ts";
import { rewriteResult, writeResults } from "./lib/write-results.ts";

const words = process.argv.slice(2);
const json = words.includes("--json");
const names = words.filter((word) => !word.startsWith("--"));
const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `no bench is called ${unknown.join(", ")}. There are: ${BENCHES.map((bench) => bench.name).join(", ")}`,
  );
  process.exit(2);
}

const chosen = BENCHES.filter((bench) => names.length === 0 || names.includes(bench.name));
const on = machine();
if (!json) console.log(`on ${on}\n`);
const outcomes = [];
for (const bench of chosen) {
  if (!json) console.log(`${bench.name}: ${bench.about}`);
  const outcome = await runApart(bench, (line) => !json && console.log(`  … ${line}`));
  outcomes.push(outcome);
  console.log(json ? JSON.stringify(outcome) : `\n${printOutcome(outcome)}\n`);
}
// One table from one run; a bench that is repeated with --write stands there with its own date and commit.
if (names.length === 0) console.log(`written: ${await writeResults(outcomes, on)}`);
else if (words.includes("--write"))
  for (const outcome of outcomes) console.log(`written: ${await rewriteResult(outcome)}`);
process.exit(outcomes.some((outcome) => "fault" in outcome) ? 1 : 0);
