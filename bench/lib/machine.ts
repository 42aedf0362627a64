import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/** What the figures were measured on, in one line. */
export const machine = (): string => {
  const model = cpus()[0]?.model ?? "unknown processor";
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model}, ${gigabytes} GB, ${process.platform} ${process.arch}, Node ${process.version}`;
};

const kilobytes = (file: string, field: string): number => {
  const line = readFileSync(file, "utf8")
    .split("\n")
    .find((text) => text.startsWith(`${field}:`));
  return Number.parseInt(line?.slice(field.length + 1) ?? "", 10) || 0;
};

/** Memory that a process has in use (MB). */
export const residentMb = (pid: number): number => kilobytes(`/proc/${pid}/status`, "VmRSS") / 1024;
