import type pg from "pg";
import { float8, statement, text, uuid } from "#lib/platform/database/statement.ts";

/** The lease has expired or belongs to another process. */
export class LeaseLostError extends Error {}

const take = statement({
  text: `
    insert into crypto_lease as l (name, owner, until) values ($1, $2, clock_timestamp() + make_interval(secs => $3))
    on conflict (name) do update set owner = excluded.owner, until = excluded.until
     where l.owner = excluded.owner or l.until < clock_timestamp()`,
  params: [text, uuid, float8],
  row: {},
});

/** Takes or extends a lease. False while another process has it. Uses the database's clock. */
export const takeLease = async (name: string, owner: string, seconds: number): Promise<boolean> =>
  (await take.run([name, owner, seconds])) === 1;

const hold = statement({
  text: "select from crypto_lease where name = $1 and owner = $2 and until > clock_timestamp() for update",
  params: [text, uuid],
  row: {},
});

/** Keeps the lease from changing its owner until the caller's transaction is over. Throws LeaseLostError where it already has. */
export const holdLease = async (name: string, owner: string, client: pg.PoolClient): Promise<void> => {
  if ((await hold.run([name, owner], client)) !== 1) throw new LeaseLostError(`the lease ${name} is lost`);
};

const release = statement({
  text: "update crypto_lease set until = clock_timestamp() where name = $1 and owner = $2 and until > clock_timestamp()",
  params: [text, uuid],
  row: {},
});

/** Lets another process take over at once. */
export const releaseLease = async (name: string, owner: string): Promise<void> => {
  await release.run([name, owner]);
};
