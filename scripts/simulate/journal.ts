import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const inWords = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

/** Everything that was done and answered, with its time, kept to be written out when a run fails. */
export const openJournal = () => {
  let lines: string[] = [];
  return {
    note: (what: string, about: unknown = null): void => {
      lines.push(JSON.stringify({ at: new Date().toISOString(), what, about }, inWords));
    },
    write: (file: string): void => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${lines.join("\n")}\n`);
    },
    clear: (): void => {
      lines = [];
    },
  };
};

export type Journal = ReturnType<typeof openJournal>;
