import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, BenchRow } from "./lib/bench.ts";
import { startChild } from "./lib/child.ts";
import { startPlatform } from "./lib/platform.ts";
import { cpuShareOf, proportionalMb, treeOf } from "./lib/process-tree.ts";

const SETTLE_SECONDS = 45;
const SECONDS = 60;

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Node with nothing to do: as many of them are the floor. */
const bareNodeMb = async (): Promise<number> => {
  const bare = startChild(["-e", "setInterval(() => undefined, 1000)"]);
  try {
    await sleep(2_000);
    return proportionalMb(bare.pid);
  } finally {
    await bare.stop();
  }
};

export const idle: Bench = {
  name: "idle",
  about: `all processes together, PostgreSQL included, with the default calendar and nobody there, for ${SECONDS} s, against as many bare Node processes`,
  // The pages are built first when a source changed.
  minutesMax: 15,
  run: async (say) => {
    const platform = await startPlatform();
    try {
      say(`${SETTLE_SECONDS} s to settle, ${SECONDS} s to look`);
      await sleep(SETTLE_SECONDS * 1_000);
      const shares = await cpuShareOf(platform.pid, SECONDS);
      const processes = treeOf(platform.pid).map((stat) => ({ ...stat, mb: proportionalMb(stat.pid) }));
      const memory = sum(processes.map(({ mb }) => mb));
      const cpu = 100 * sum(shares.values());
      const names = [...new Set([...processes.map(({ command }) => command), ...shares.keys()])];
      const ofNode = processes.filter(({ command }) => !command.startsWith("postgres")).length;
      const floor = ofNode * (await bareNodeMb());
      const measured: BenchRow[] = [
        { what: `floor, ${ofNode} × bare Node`, figures: { MB: floor } },
        ...names.map((name) => {
          const named = processes.filter(({ command }) => command === name);
          return {
            what: `${named.length} × ${name}`,
            figures: { MB: sum(named.map(({ mb }) => mb)), "% of a core": 100 * (shares.get(name) ?? 0) },
          };
        }),
        { what: "together", figures: { MB: memory, "% of a core": cpu } },
      ];
      return {
        name: "idle",
        rows: measured,
        ratio: memory / floor,
        goals: [
          { what: "memory of all (PSS), MB", value: memory, goal: 1_200, better: "lower" },
          { what: "time of a core, %", value: cpu, goal: 25, better: "lower" },
        ],
      };
    } finally {
      await platform.stop();
    }
  },
};
