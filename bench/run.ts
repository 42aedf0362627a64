import { cpus } from "node:os";
import { bets } from "./bets.ts";
import { type Bench, type BenchResult, printResult } from "./lib/bench.ts";

const BENCHES: readonly Bench[] = [bets];

const main = async (): Promise<void> => {
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
  for (const bench of chosen) {
    const say = (line: string): void => {
      if (!json) console.log(`  … ${line}`);
    };
    if (!json)
      console.log(`${bench.name}: ${bench.about}\n  on ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`);
    const result: BenchResult = await bench.run(say);
    console.log(json ? JSON.stringify(result) : `\n${printResult(result)}\n`);
  }
};

await main();
process.exit(0);
