import { hostname } from "node:os";
import { uuidv7 } from "#lib/kernel/id.ts";
import { rows } from "./db.ts";
import { log } from "./log.ts";

export type ProcessBeat = { instance: string; stop(): Promise<void> };

const BEAT_MS = 5_000;

const BEAT = `
  insert into process_beat (instance, process, pid, host, started_at, figures) values ($1, $2, $3, $4, clock_timestamp(), $5)
  on conflict (instance) do update set beat_at = clock_timestamp(), figures = excluded.figures`;

/** Says every few seconds that this process lives, with its figures for the health page, and takes the row away at the end. */
export const startProcessBeat = async (
  process_: string,
  figures: () => Record<string, unknown>,
  instance: string = uuidv7(),
): Promise<ProcessBeat> => {
  const beat = () =>
    rows(BEAT, [instance, process_, process.pid, hostname(), JSON.stringify(figures())], "process-beat");
  await beat();
  const timer = setInterval(() => {
    beat().catch((error) => log.warn({ err: error }, "the process beat could not be written"));
  }, BEAT_MS);
  return {
    instance,
    stop: async () => {
      clearInterval(timer);
      await rows("delete from process_beat where instance = $1", [instance]);
    },
  };
};
