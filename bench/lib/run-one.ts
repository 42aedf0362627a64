import { BENCHES } from "../benches.ts";
import type { Word } from "./run-apart.ts";

const bench = BENCHES.find(({ name }) => name === process.argv[2]);
const tell = (word: Word): Promise<void> =>
  new Promise((done) => (process.send ? process.send(word, () => done()) : done()));

// Leaving by `exit` runs what stops the children: PostgreSQL, worker, browser.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));
process.once("disconnect", () => process.exit(1));

try {
  if (!bench) throw new Error(`no bench is called ${process.argv[2]}`);
  await tell({ result: await bench.run((line) => void tell({ say: line })) });
  process.exit(0);
} catch (error) {
  await tell({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exit(1);
}
