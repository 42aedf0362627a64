import { hostname } from "node:os";
import { uuidv7 } from "#lib/core/id.ts";
import { int4, jsonText, statement, text, uuid } from "../database/statement.ts";
import { exportFigures } from "./metrics.ts";
import { databaseAnswered, logFailure } from "./outage.ts";
import { startVitals } from "./vitals.ts";

export type ProcessBeat = { instance: string; stop(): Promise<void> };

const BEAT_MS = 5_000;
/** Every how many beats one is stored for the charts … */
const SAMPLE_EVERY = 3;
/** … and old ones are deleted, which is not worth doing each time. */
const TIDY_EVERY = 120;

const writeBeat = statement({
  name: "process-beat",
  text: `
    insert into process_beat (instance, process, pid, host, started_at, figures) values ($1, $2, $3, $4, clock_timestamp(), $5)
    on conflict (instance) do update set beat_at = clock_timestamp(), figures = excluded.figures`,
  params: [uuid, text, int4, text, jsonText],
  row: {},
});

const writeSample = statement({
  name: "process-sample",
  text: "insert into process_sample (instance, process, figures) values ($1, $2, $3)",
  params: [uuid, text, jsonText],
  row: {},
});

const deleteOldSamples = statement({
  text: "delete from process_sample where at < clock_timestamp() - interval '1 day'",
  params: [],
  row: {},
});

const deleteOldBeats = statement({
  text: "delete from process_beat where beat_at < clock_timestamp() - interval '1 day'",
  params: [],
  row: {},
});

const deleteBeat = statement({
  text: "delete from process_beat where instance = $1",
  params: [uuid],
  row: {},
});

type Figures = () => Record<string, unknown> | Promise<Record<string, unknown>>;

/**
 * Reports every few seconds that this process is alive, with its vitals and figures for the health page, and removes
 * the row at the end. The figures are metrics too. Figures that cannot be read are left out: a process that cannot
 * count is still alive.
 */
export const startProcessBeat = async (
  process_: string,
  figures: Figures,
  instance: string = uuidv7(),
): Promise<ProcessBeat> => {
  const vitals = startVitals();
  let beats = 0;
  const measure = async (): Promise<string> => {
    const counted = await Promise.resolve()
      .then(figures)
      .catch((error) => {
        logFailure(error, "the figures of this process could not be read");
        return {};
      });
    const all = { ...counted, ...vitals.read() };
    exportFigures(all);
    return JSON.stringify(all);
  };
  const beat = async (): Promise<void> => {
    const reported = await measure();
    await writeBeat.run([instance, process_, process.pid, hostname(), reported]);
    if (beats % SAMPLE_EVERY === 0) await writeSample.run([instance, process_, reported]);
    if (beats % TIDY_EVERY === TIDY_EVERY - 1) {
      await deleteOldSamples.run([]);
      await deleteOldBeats.run([]);
    }
    beats += 1;
    databaseAnswered();
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((error) => logFailure(error, "the process beat could not be written"));
  }, BEAT_MS);
  return {
    instance,
    stop: async () => {
      clearInterval(timer);
      vitals.stop();
      await deleteBeat.run([instance]);
    },
  };
};
