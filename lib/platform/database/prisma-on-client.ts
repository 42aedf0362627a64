import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from "@prisma/driver-adapter-utils";
import type pg from "pg";
import { PrismaClient } from "../generated/prisma/client.ts";

/** Binds an adapter over a pool to one connection: its queries go to `client`, a field that its types leave out. */
const bind = (adapter: SqlDriverAdapter, client: pg.PoolClient): SqlDriverAdapter => {
  const bound = Object.create(adapter, { client: { value: client } }) as SqlDriverAdapter;
  let savepoints = 0;
  // What Prisma sends as several statements becomes a savepoint of the transaction that the caller has begun.
  const startTransaction = async (): Promise<Transaction> => {
    savepoints += 1;
    const savepoint = `prisma_${savepoints}`;
    await client.query(`savepoint ${savepoint}`);
    const ends = (how: string) => async (): Promise<void> => {
      await client.query(`${how} savepoint ${savepoint}`);
    };
    const own = {
      options: { usePhantomQuery: true },
      commit: ends("release"),
      rollback: ends("rollback to"),
    };
    return Object.assign(Object.create(bound), own) as Transaction;
  };
  return Object.assign(bound, { startTransaction, dispose: async () => undefined });
};

const clients = new WeakMap<pg.PoolClient, PrismaClient>();

/** Prisma Client on a connection whose transaction the caller has begun. Made once a connection, about 5 MB each. */
export const prismaOn = (pool: SqlDriverAdapterFactory, client: pg.PoolClient): PrismaClient => {
  const known = clients.get(client);
  if (known) return known;
  const { provider, adapterName } = pool;
  const adapter: SqlDriverAdapterFactory = {
    provider,
    adapterName,
    connect: async () => bind(await pool.connect(), client),
  };
  const prisma = new PrismaClient({ adapter });
  clients.set(client, prisma);
  return prisma;
};
