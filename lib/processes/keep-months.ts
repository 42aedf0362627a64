import { z } from "zod";
import {
  analyzePartitioned,
  detachMonths,
  makePartitionsAhead,
  type PartitionSet,
} from "#lib/platform/database/partitions.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import { log } from "#lib/platform/observability/log.ts";
import { registered } from "./modules.ts";

const detach = async ({ what, keepMonths: kept, prepare }: PartitionSet): Promise<void> => {
  const months = kept();
  if (months === undefined) return;
  await prepare?.();
  for (const { startsAt, outcome } of await detachMonths(what, months)) {
    const month = startsAt.toISOString().slice(0, 7);
    if (outcome === "detached") log.info({ what, month }, "a month was detached into the archive");
    else log.warn({ what, month, reason: outcome }, "a month that is past its time has to stay");
  }
};

/** Makes the months to come, and detaches those that are past what the configuration keeps. */
export const keepMonths = async (): Promise<void> => {
  const made = await makePartitionsAhead();
  if (made > 0) log.info({ made }, "months were made ahead");
  // From the upper modules down: entries stay while a bet of their month does.
  for (const set of registered("partitions").toReversed()) await detach(set);
  await analyzePartitioned();
};

export const keepMonthsJob = defineJob({
  name: "keep-months",
  payload: z.object({}),
  cron: "41 3 * * *",
  atStart: true,
  run: async () => {
    await keepMonths();
    return undefined;
  },
});
