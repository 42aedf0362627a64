import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type pg from "pg";
import { z } from "zod";
import { uuidv7 } from "#lib/core/id.ts";
import { db } from "#lib/platform/database/db.ts";
import { bool, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import { log } from "#lib/platform/observability/log.ts";
import { sealBytes, unsealBytes } from "#lib/platform/secrets/sealed.ts";
import { MODULES } from "../modules.ts";

const place = (id: string) => ({ table: "data_export", column: "content", row: id });
const [compress, decompress] = [promisify(gzip), promisify(gunzip)];

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A copy of all that the platform keeps about a player: the rows of each part, by its name. */
export type DataCopy = { playerId: string; at: string; data: Record<string, Rows> };

/** JSON in which a bigint is a string of digits and a time is ISO 8601. */
const written = (copy: unknown): string =>
  JSON.stringify(copy, (_, value) => (typeof value === "bigint" ? value.toString() : value), 1);

/** Gathers what every module keeps about a player. */
export const gatherData = async (playerId: string): Promise<Record<string, Rows>> => {
  const data: Record<string, Rows> = {};
  for (const { personalData = [] } of MODULES)
    for (const { name, read } of personalData) data[name] = await read(playerId);
  return data;
};

/** Remembers that a player wants a copy. Answers with the one that is under way, if there is one. */
export const requestExport = async (tx: pg.PoolClient, playerId: string): Promise<string> => {
  const id = uuidv7();
  const { count } = await db(tx).dataExport.createMany({ data: { id, playerId }, skipDuplicates: true });
  if (count > 0) return id;
  const open = await db(tx).dataExport.findFirstOrThrow({
    where: { playerId, readyAt: null },
    select: { id: true },
  });
  return open.id;
};

/** Prepares a copy. Harmless to repeat: it is written once. */
const prepare = async (id: string, playerId: string): Promise<void> => {
  const copy: DataCopy = { playerId, at: new Date().toISOString(), data: await gatherData(playerId) };
  const content = sealBytes(await compress(written(copy)), place(id));
  await db().dataExport.updateMany({
    where: { id, readyAt: null },
    data: { readyAt: new Date(), content: new Uint8Array(content) },
  });
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

const expire = statement({
  text: "delete from data_export where expires_at < clock_timestamp()",
  params: [],
  row: {},
});

/** Prepares the copies that wait, and deletes those that have expired. */
export const prepareExportsJob = defineJob({
  name: "prepare-exports",
  payload: z.object({}),
  cron: "* * * * *",
  background: true,
  run: async () => {
    await expire.run([]);
    const waiting = await db().dataExport.findMany({
      where: { readyAt: null },
      select: { id: true, playerId: true },
      orderBy: { requestedAt: "asc" },
      take: 10,
    });
    let exportsPrepared = 0;
    for (const { id, playerId } of waiting) {
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

export type ExportView = { id: string; requestedAt: Date; readyAt: Date | null; expiresAt: Date };

/** The copies that a player has asked for and that have not expired, the newest first. */
export const exportsOf = (playerId: string): Promise<ExportView[]> =>
  db().dataExport.findMany({
    where: { playerId },
    select: { id: true, requestedAt: true, readyAt: true, expiresAt: true },
    orderBy: { requestedAt: "desc" },
    take: 5,
  });

/** A copy of the player's own, as JSON text; null where there is none, or it is not prepared yet. */
export const openExport = async (playerId: string, id: string): Promise<string | null> => {
  const found = await db().dataExport.findFirst({ where: { id, playerId }, select: { content: true } });
  return found?.content ? (await decompress(unsealBytes(found.content, place(id)))).toString() : null;
};
