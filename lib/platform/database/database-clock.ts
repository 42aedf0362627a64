import type { Clock } from "#lib/core/clock.ts";
import { type Connection, float8, statement } from "./statement.ts";

const readClock = statement({
  name: "database-clock",
  text: "select extract(epoch from clock_timestamp())::float8 * 1000 as ms",
  params: [],
  row: { ms: float8 },
});

/** The database's time (ms), asked for now: within a transaction on its own connection, so that it waits for no other. */
export const databaseNowMs = async (client?: Connection): Promise<number> => {
  const read = await readClock.first([], client);
  if (!read) throw new Error("the database did not tell the time");
  return read.ms;
};

/** The database's time, without a query each time. */
export type DatabaseClock = Clock & {
  /** How often it is read again, because two clocks drift apart. */
  sync(): Promise<void>;
};

/**
 * All processes use the database's time, whatever the clock of their machine says: it is read once and carried
 * forward by the monotonic clock.
 */
export const databaseClock = async (): Promise<DatabaseClock> => {
  let aheadMs = 0;
  const sync = async (): Promise<void> => {
    const before = performance.now();
    const read = await databaseNowMs();
    aheadMs = read - (before + performance.now()) / 2;
  };
  await sync();
  return { now: () => new Date(aheadMs + performance.now()), sync };
};
