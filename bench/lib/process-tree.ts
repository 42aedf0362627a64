import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const CLOCK_TICK_MS = 10;

type Stat = { pid: number; parent: number; cpuMs: number; command: string };

/** "worker.ts" for a Node process, whose own name says nothing; the kernel's name for any other. */
const nameOf = (pid: number, command: string): string => {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return words.map((word) => basename(word)).find((word) => /^[\w-]+\.ts$/.test(word)) ?? command;
};

const statOf = (pid: number): Stat | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command may hold blanks and brackets; what follows its last bracket does not.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return {
      pid,
      parent: Number(fields[1]),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS,
      command: nameOf(pid, text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))),
    };
  } catch {
    return null;
  }
};

/** This process and all that it started, at this moment. */
export const treeOf = (root: number): Stat[] => {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)) ?? []);
  const tree = all.filter(({ pid }) => pid === root);
  for (let at = 0; at < tree.length; at += 1) {
    const { pid } = tree[at] as Stat;
    tree.push(...all.filter(({ parent }) => parent === pid));
  }
  return tree;
};

/**
 * Memory (MB) that would come back if this process ended, as the kernel counts it (PSS): what several share, such as
 * PostgreSQL's buffers, is divided among them and so counted once.
 */
export const proportionalMb = (pid: number): number => {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** Share of one core that the tree takes over this time, children that ended in between up to their last look. */
export const cpuShareOf = async (root: number, seconds: number): Promise<Map<string, number>> => {
  const before = new Map(treeOf(root).map(({ pid, cpuMs }) => [pid, cpuMs]));
  const last = new Map<number, Stat>();
  const started = performance.now();
  while (performance.now() - started < seconds * 1_000) {
    await sleep(1_000);
    for (const stat of treeOf(root)) last.set(stat.pid, stat);
  }
  const elapsedMs = performance.now() - started;
  const shares = new Map<string, number>();
  for (const { pid, cpuMs, command } of last.values())
    shares.set(command, (shares.get(command) ?? 0) + (cpuMs - (before.get(pid) ?? 0)) / elapsedMs);
  return shares;
};
