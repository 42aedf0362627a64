import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { env } from "../config/env.ts";
import { PrismaClient } from "../generated/prisma/client.ts";
import { log } from "../observability/log.ts";
import { prismaIn } from "./prisma-in-transaction.ts";
import { APP_ROLE } from "./roles.ts";

export type { Prisma } from "../generated/prisma/client.ts";

const { INT8 } = pg.types.builtins;
const INT8_ARRAY = 1016 as number;
const TEXT_ARRAY = 1009 as number;

const textArray = pg.types.getTypeParser(TEXT_ARRAY) as (text: string) => (string | null)[];

const bigintParsers = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  [INT8_ARRAY, (text) => textArray(text).map((each) => (each === null ? null : BigInt(each)))],
]);

// bigint columns arrive as bigint, never as text or number. Prisma has its own parser.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : bigintParsers.get(oid)) ??
    pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Timeouts of a statement, a lock and an idle transaction, in milliseconds. Shorter where a person waits. */
const bounds = (): { statementMs: number; lockMs: number } => {
  const personWaits = ["web", "realtime"].includes(process.env.EVENS_PROCESS ?? "");
  return personWaits ? { statementMs: 10_000, lockMs: 4_000 } : { statementMs: 30_000, lockMs: 10_000 };
};

/** For a free connection, or for a new one to open. */
const CONNECT_MS_MAX = 3_000;
/** A server that is silent for this long after its own timeout counts as gone. */
const SILENCE_MS_MAX = 2_000;

const sessionOptions = ({ statementMs, lockMs }: ReturnType<typeof bounds>): string =>
  [
    `-c role=${APP_ROLE}`,
    "-c jit=off",
    // Prisma reads and writes instants without their offset.
    "-c timezone=UTC",
    `-c statement_timeout=${statementMs}`,
    `-c lock_timeout=${lockMs}`,
    `-c idle_in_transaction_session_timeout=${statementMs}`,
  ].join(" ");

const LOSSES_TOGETHER_MS = 1_000;
let lost = 0;

/** A server that goes away drops all connections; that is one log line. */
const connectionLost = ({ message }: Error): void => {
  lost += 1;
  if (lost > 1) return;
  setTimeout(() => {
    log.warn({ reason: message, connections: lost }, "idle database connections were lost");
    lost = 0;
  }, LOSSES_TOGETHER_MS).unref();
};

const openPool = (max: number): pg.Pool => {
  const limits = bounds();
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max,
    types,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: limits.statementMs + SILENCE_MS_MAX,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: `evens-${process.env.EVENS_PROCESS ?? "process"}`,
    options: sessionOptions(limits),
  });
  pool.on("error", (error) => {
    if (!pool.ending) connectionLost(error);
  });
  // A connection that is lost while in use fails its statement; without a listener the error would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
};

type Connections = { pool?: pg.Pool; adapter?: SqlDriverAdapterFactory; prisma?: PrismaClient };

// Next's dev server reloads modules; the connections outlive that.
const shared = globalThis as { evensConnections?: Connections };
shared.evensConnections ??= {};
const connections = shared.evensConnections;

/** The pool for statements whose text matters: commit functions and reports. bigint columns are bigints. */
export const sql = (): pg.Pool => {
  connections.pool ??= openPool(env().DATABASE_POOL_MAX);
  return connections.pool;
};

const PRISMA_STATEMENTS_MAX = 500;
const LIST = /\bIN \(\$\d+,/;
const names = new Map<string, string>();

/**
 * Prisma writes one text for each shape of a query, so its statements are prepared like ours. Exceptions: statements
 * with a list of values, which have one text per length, and any more once there are very many.
 */
const statementName = ({ sql: text }: { sql: string }): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= PRISMA_STATEMENTS_MAX || LIST.test(text)) return "";
  const name = `prisma-${names.size + 1}`;
  names.set(text, name);
  return name;
};

/** Prisma over the pool, connected once: each connection adds a listener to the pool. */
const adapter = (): SqlDriverAdapterFactory => {
  if (connections.adapter) return connections.adapter;
  const pool = new PrismaPg(sql(), { statementNameGenerator: statementName });
  let connected: Promise<SqlDriverAdapter> | undefined;
  connections.adapter = {
    provider: pool.provider,
    adapterName: pool.adapterName,
    connect: () => {
      connected ??= pool.connect();
      return connected;
    },
  };
  return connections.adapter;
};

/**
 * Prisma Client, for everything outside the hot path of money and prices: lists, details, single rows. Pass the
 * client of a transaction to write within it.
 */
export const db = (client?: pg.PoolClient): PrismaClient => {
  if (client) return prismaIn(adapter(), client);
  connections.prisma ??= new PrismaClient({ adapter: adapter() });
  return connections.prisma;
};

const REPORT_MS_MAX = 300_000;

/** For a statement that reads very much and may take minutes. It blocks nothing else. */
export const reportRows = async (text: string): Promise<Readonly<Record<string, unknown>>[]> => {
  const client = await sql().connect();
  let failed: Error | undefined;
  try {
    await client.query(`set statement_timeout = ${REPORT_MS_MAX}`);
    const report = { text, query_timeout: REPORT_MS_MAX + SILENCE_MS_MAX };
    const { rows: found } = await client.query<Record<string, unknown>>(report);
    await client.query("reset statement_timeout");
    return found;
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    client.release(failed);
  }
};

const NO_CONNECTION =
  /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/;
/** lock_timeout, statement_timeout, too_many_connections. */
const GAVE_UP = new Set(["55P03", "57014", "53300"]);

type DatabaseError = {
  code?: string;
  message?: string;
  meta?: { driverAdapterError?: { cause?: { originalCode?: string } } };
};

/** The SQLSTATE of an error from PostgreSQL, whether the driver or Prisma threw it; empty for any other error. */
export const sqlStateOf = (error: unknown): string => {
  const { code, meta } = error as DatabaseError;
  return meta?.driverAdapterError?.cause?.originalCode ?? code ?? "";
};

/** The database was too busy: nothing was done, and a retry may succeed. */
export const isTooBusy = (error: unknown): boolean =>
  GAVE_UP.has(sqlStateOf(error)) || NO_CONNECTION.test((error as DatabaseError).message ?? "");

/** SQLSTATE classes of errors that a statement's own input can cause: bad data, a broken constraint, a deadlock, a raised exception. */
const BY_INPUT = /^(21|22|23|40|44|54|P0)/;

/** The database refused the statement because of its input and rolled it back: nothing was done. */
export const isInputFault = (error: unknown): boolean => BY_INPUT.test(sqlStateOf(error));

export const closeDatabase = async (): Promise<void> => {
  const { pool, prisma } = connections;
  delete connections.pool;
  delete connections.adapter;
  delete connections.prisma;
  await prisma?.$disconnect();
  await pool?.end();
};
