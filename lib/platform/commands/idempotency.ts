import { createHash } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { canonicalJson } from "#lib/core/json.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { databaseNowMs } from "../database/database-clock.ts";
import { db } from "../database/db.ts";
import { statement, text } from "../database/statement.ts";
import { defineJob } from "../jobs/job.ts";

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** Handles one request per key at a time, so that the second finds the answer of the first. */
const lockKey = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('command:' || $1, 0)) is null as locked",
  params: [text],
  row: {},
});

const hashOf = (command: string, input: unknown): Buffer =>
  createHash("sha256").update(canonicalJson({ command, input })).digest();

/** JSON of an answer that preserves bigints and times. */
const tagged = (value: unknown): unknown => {
  if (typeof value === "bigint") return { $bigint: value.toString() };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, tagged(each)]));
};

const untagged = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(untagged);
  if (typeof value !== "object" || value === null) return value;
  const { $bigint, $date, ...fields } = value as Record<string, unknown>;
  if (typeof $bigint === "string") return BigInt($bigint);
  if (typeof $date === "string") return new Date($date);
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, untagged(each)]));
};

/** The key for one of several changes that a single request with a key makes. */
export const keyOfPart = (key: string | undefined, part: string): string | undefined => {
  if (key === undefined) return undefined;
  const hex = createHash("sha256").update(`${key}\n${part}`).digest("hex");
  // Formatted as a UUID of version 8 (RFC 9562), whose bits the sender may choose.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

export type Keyed = { actorId: string; key: string; command: string; input: unknown };

/** The stored answer for this key; null if the key is new. Refuses a key that was used with another input. */
export const earlierAnswer = async (
  { actorId, key, command, input }: Keyed,
  tx: pg.PoolClient,
): Promise<Result<unknown, { code: "idempotency_key_reused" }> | null> => {
  await lockKey.run([`${actorId}:${key}`], tx);
  const known = await db(tx).commandKey.findUnique({ where: { actorId_key: { actorId, key } } });
  if (!known) return null;
  return hashOf(command, input).equals(known.inputHash)
    ? accept(untagged(known.answer))
    : refuse({ code: "idempotency_key_reused" });
};

/** Stores the answer for retries, in the transaction that made it. */
export const keepAnswer = async (
  { actorId, key, command, input }: Keyed,
  answer: unknown,
  tx: pg.PoolClient,
): Promise<void> => {
  await db(tx).commandKey.create({
    data: {
      actorId,
      key,
      command,
      inputHash: new Uint8Array(hashOf(command, input)),
      answer: tagged(answer) as object,
    },
  });
};

export const forgetCommandKeysJob = defineJob({
  name: "forget-command-keys",
  payload: z.object({}),
  cron: "29 4 * * *",
  run: async () => {
    const before = new Date((await databaseNowMs()) - KEPT_DAYS * DAY_MS);
    await db().commandKey.deleteMany({ where: { createdAt: { lt: before } } });
    return undefined;
  },
});
