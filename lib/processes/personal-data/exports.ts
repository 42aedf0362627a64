import { z } from "zod";
import { bool, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import { log } from "#lib/platform/observability/log.ts";
import { expireExports, storeExport, waitingExports } from "#lib/players/index.ts";
import { MODULES } from "../modules.ts";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A copy of all that the platform keeps about a player: the rows of each part, by its name. */
export type DataCopy = { playerId: string; at: string; data: Record<string, Rows> };

/** JSON in which a bigint is a string of digits and a time is ISO 8601. */
const written = (copy: unknown): string =>
  JSON.stringify(copy, (_, value) => (typeof value === "bigint" ? value.toString() : value), 1);

/** Gathers what every module keeps about a player. */
const gatherData = async (playerId: string): Promise<Record<string, Rows>> => {
  const data: Record<string, Rows> = {};
  for (const { personalData = [] } of MODULES)
    for (const { name, read } of personalData) data[name] = await read(playerId);
  return data;
};

const prepare = async (id: string, playerId: string): Promise<void> => {
  const copy: DataCopy = { playerId, at: new Date().toISOString(), data: await gatherData(playerId) };
  await storeExport(id, written(copy));
};

const SMALL_MAX = 2_000n;

const isSmall = statement({
  text: `
    select (select count(*) from (select from ledger_entry_view e join ledger_account_view a on a.id = e.account_id
                                   where a.owner_id = $1 limit $2::bigint + 1) few) <= $2 as small`,
  params: [uuid, int8],
  row: { small: bool },
});

/** Prepares a copy at once if the player has few entries; a job does it otherwise, within a minute. */
export const prepareIfSmall = async (id: string, playerId: string): Promise<void> => {
  if ((await isSmall.first([playerId, SMALL_MAX]))?.small) await prepare(id, playerId);
};

/** Prepares the copies that wait, and deletes those that have expired. */
export const prepareExportsJob = defineJob({
  name: "prepare-exports",
  payload: z.object({}),
  cron: "* * * * *",
  background: true,
  run: async () => {
    await expireExports();
    let exportsPrepared = 0;
    for (const { id, playerId } of await waitingExports(10)) {
      try {
        await prepare(id, playerId);
        exportsPrepared += 1;
      } catch (error) {
        log.warn({ err: error, exportId: id }, "a copy of a player's data could not be prepared");
      }
    }
    return { exportsPrepared };
  },
});
