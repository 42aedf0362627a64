import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { db } from "#lib/platform/database/db.ts";
import { statement } from "#lib/platform/database/statement.ts";
import { sealBytes, unsealBytes } from "#lib/platform/secrets/sealed.ts";

const place = (id: string) => ({ table: "data_export", column: "content", row: id });
const [compress, decompress] = [promisify(gzip), promisify(gunzip)];

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

/** Stores a copy, JSON text, compressed and sealed. Harmless to repeat: it is written once. */
export const storeExport = async (id: string, json: string): Promise<void> => {
  const content = sealBytes(await compress(json), place(id));
  await db().dataExport.updateMany({
    where: { id, readyAt: null },
    data: { readyAt: new Date(), content: new Uint8Array(content) },
  });
};

/** Copies that are not prepared yet, the oldest first. */
export const waitingExports = (count: number): Promise<{ id: string; playerId: string }[]> =>
  db().dataExport.findMany({
    where: { readyAt: null },
    select: { id: true, playerId: true },
    orderBy: { requestedAt: "asc" },
    take: count,
  });

const expire = statement({
  text: "delete from data_export where expires_at < clock_timestamp()",
  params: [],
  row: {},
});

/** Deletes the copies that have expired. */
export const expireExports = (): Promise<number> => expire.run([]);

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
