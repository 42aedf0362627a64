import { isDeepStrictEqual } from "node:util";
import { isUuid } from "#lib/core/id.ts";
import { closeDatabase } from "#lib/platform/database/db.ts";
import { type ReplayedDecision, replayBet } from "#lib/sportsbook/betting/index.ts";
import { explain, findDatabase } from "./database-url.ts";

const USAGE = `npm run bet:replay -- <id> [--json]

Decides a bet again from the inputs that were stored with it, and compares with the answer that was given. The id is that
of an accepted bet, of a refusal, or of a bet in its in-play delay; of a bet that waited, both decisions are made again.
Exit codes: 0 the same answer, 1 another answer, 2 no such bet.`;

const NOT_FOUND = 2;

const indented = (value: unknown): string =>
  JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");

const differences = ({ given, again }: ReplayedDecision): string[] =>
  [...new Set([...Object.keys(given), ...Object.keys(again ?? {})])]
    .filter((key) => !isDeepStrictEqual(given[key], again?.[key]))
    .map((key) => `    ${key}: ${JSON.stringify(given[key])} then, ${JSON.stringify(again?.[key])} now`);

const tell = (replayed: ReplayedDecision): void => {
  const { stage, at, inputs, given, again, same } = replayed;
  console.log(`\n  ${stage}, ${at.toISOString()}`);
  console.log(inputs ? `  inputs\n${indented(inputs)}` : "  its inputs were not stored");
  console.log(`  answer then\n${indented(given)}`);
  console.log(`  answer now\n${indented(again)}`);
  console.log(same ? "  ✓ the same answer" : `  ✗ another answer\n${differences(replayed).join("\n")}`);
};

const words = process.argv.slice(2);
const json = words.includes("--json");
const [id, ...more] = words.filter((word) => word !== "--json");
if (!id || more.length > 0) {
  console.error(USAGE);
  process.exit(NOT_FOUND);
}
if (!isUuid(id)) {
  console.error(`  ${id} is not the id of a bet: ids look like 019aa5d1-8c34-7c20-b1b9-6f6f9c8a2d10.`);
  process.exit(NOT_FOUND);
}

findDatabase();
try {
  const replayed = await replayBet(id);
  if (replayed.length === 0) {
    console.error(`  There is no bet, refusal or waiting bet ${id}.`);
    process.exitCode = NOT_FOUND;
  } else {
    if (json) console.log(JSON.stringify(replayed));
    else for (const one of replayed) tell(one);
    process.exitCode = replayed.every(({ same }) => same) ? 0 : 1;
  }
} catch (error) {
  explain(error);
} finally {
  await closeDatabase();
}
