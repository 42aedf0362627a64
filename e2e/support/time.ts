import { join } from "node:path";
import pg from "pg";
import { keptLogins } from "../../lib/platform/database/embedded-logins.ts";

/** The folder of the platform that the journeys run on, where it is on this machine. */
export const home = process.env.E2E_HOME;

/** As if a player had come to the site so many minutes earlier, and had been there since. */
export const timePasses = async (email: string, minutes: number): Promise<void> => {
  const client = new pg.Client({ connectionString: keptLogins(join(home ?? "", "postgres")).ownerUrl });
  await client.connect();
  try {
    const by = [email, minutes];
    await client.query(
      `update play_session set started_at = started_at - $2 * interval '1 minute', checked_at = checked_at - $2 * interval '1 minute'
        where player_id = (select id from player where email = $1)`,
      by,
    );
    await client.query(
      "update player set play_until = play_until - $2 * interval '1 minute' where email = $1 and play_until > '1971-01-01'",
      by,
    );
  } finally {
    await client.end();
  }
};
