import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "./env.ts";
import { PrismaClient } from "./generated/prisma/client.ts";
import { log } from "./log.ts";

export type { Prisma } from "./generated/prisma/client.ts";

/** The application's role. Every pooled connection acts as it, whatever the login may do. */
export const APP_ROLE = "evens_app";

const INT8 = 20;

// bigint columns arrive as bigint, never as text or number. Prisma parses for itself.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8 && format !== "binary"
      ? (text: string) => BigInt(text)
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

const openPool = (max: number): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: `evens-${process.env.EVENS_PROCESS ?? "process"}`,
    options: `-c role=${APP_ROLE} -c jit=off -c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000`,
  });
  pool.on("error", (error) => {
    if (!pool.ending) log.warn({ reason: error.message }, "an idle database connection was lost");
  });
  return pool;
};

type Connections = { pool?: pg.Pool; prisma?: PrismaClient };

// Next's dev server reloads modules; the connections outlive that.
const shared = globalThis as { evensConnections?: Connections };
shared.evensConnections ??= {};
const connections = shared.evensConnections;

/** The pool for statements whose text matters: the commit functions, reports. bigint columns are bigints. */
export const sql = (): pg.Pool => {
  connections.pool ??= openPool(env().DATABASE_POOL_MAX);
  return connections.pool;
};

/** Prisma, for everything else. */
export const db = (): PrismaClient => {
  connections.prisma ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: env().DATABASE_URL,
        max: env().DATABASE_POOL_MAX,
        connectionTimeoutMillis: 5_000,
        options: `-c role=${APP_ROLE} -c jit=off -c statement_timeout=30000 -c lock_timeout=10000`,
      },
      { onPoolError: (error) => log.warn({ reason: error.message }, "an idle database connection was lost") },
    ),
  });
  return connections.prisma;
};

/** Rows of one statement. Prepared once a connection when it has a name. */
export const rows = async <Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
  name?: string,
): Promise<Row[]> => (await sql().query<Row>({ text, values, ...(name ? { name } : {}) })).rows;

export const closeDatabase = async (): Promise<void> => {
  const { pool, prisma } = connections;
  delete connections.pool;
  delete connections.prisma;
  await Promise.all([pool?.end(), prisma?.$disconnect()]);
};
