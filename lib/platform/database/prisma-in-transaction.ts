import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { PrismaClient } from "../generated/prisma/client.ts";

/** A Prisma Client whose queries go to one connection at a time. It costs 10 ms and 5 MB to create, so it is reused. */
type Bound = { prisma: PrismaClient; client: pg.PoolClient | null };

const idle: Bound[] = [];
const inUse = new WeakMap<pg.PoolClient, Bound>();

/** Prisma's adapter over the pool, its field `client`, which its types leave out, replaced by the connection in use. */
const bind = (pool: SqlDriverAdapter, bound: Bound): SqlDriverAdapter => {
  const client = (): pg.PoolClient => {
    if (!bound.client) throw new Error("Prisma was asked after the end of its transaction");
    return bound.client;
  };
  const adapter = Object.create(pool, { client: { get: client } }) as SqlDriverAdapter;
  let savepoints = 0;
  // What Prisma sends as several statements becomes a savepoint of the caller's transaction.
  const startTransaction = async (): Promise<Transaction> => {
    savepoints += 1;
    const savepoint = `prisma_${savepoints}`;
    await client().query(`savepoint ${savepoint}`);
    const ends = (how: string) => async (): Promise<void> => {
      await client().query(`${how} savepoint ${savepoint}`);
    };
    const own = {
      options: { usePhantomQuery: true },
      commit: ends("release"),
      rollback: ends("rollback to"),
    };
    return Object.assign(Object.create(adapter), own) as Transaction;
  };
  return Object.assign(adapter, { startTransaction, dispose: async () => undefined });
};

const make = (pool: SqlDriverAdapterFactory): Bound => {
  const { provider, adapterName } = pool;
  const bound: Bound = {
    client: null,
    prisma: new PrismaClient({
      adapter: { provider, adapterName, connect: async () => bind(await pool.connect(), bound) },
    }),
  };
  return bound;
};

/** Prisma Client in the transaction that was begun on this connection. */
export const prismaIn = (pool: SqlDriverAdapterFactory, client: pg.PoolClient): PrismaClient => {
  const known = inUse.get(client);
  if (known) return known.prisma;
  const bound = idle.pop() ?? make(pool);
  bound.client = client;
  inUse.set(client, bound);
  return bound.prisma;
};

/** Ends Prisma's use of a transaction, so that its client can serve the next one. */
export const leavePrisma = (client: pg.PoolClient): void => {
  const bound = inUse.get(client);
  if (!bound) return;
  inUse.delete(client);
  bound.client = null;
  idle.push(bound);
};
