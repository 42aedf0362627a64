import { join } from "node:path";
import pg from "pg";
import { keptLogins } from "../../lib/platform/database/embedded-logins.ts";

/** The folder of the platform that the journeys run on, where it is on this machine. */
export const home = process.env.E2E_HOME;

const asOwner = async (work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: keptLogins(join(home ?? "", "postgres")).ownerUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};

/** As if a player had come to the site so many minutes earlier, and had been there since. */
export const timePasses = (email: string, minutes: number): Promise<void> =>
  asOwner(async (client) => {
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
  });

/** As if the player had proved an hour ago who it is. */
export const proofAges = (email: string): Promise<void> =>
  asOwner((client) =>
    client.query(
      "update session set fresh_at = fresh_at - interval '1 hour' where player_id = (select id from player where email = $1)",
      [email],
    ),
  );

/** As if the player had bet so that staff should look: with these markers, by the newest weights. Nobody is scored again for a day. */
export const behaviour = (email: string, markers: Readonly<Record<string, number>>): Promise<void> =>
  asOwner(async (client) => {
    await client.query("update harm_scan set until = clock_timestamp() + interval '1 day'");
    await client.query(
      `insert into harm_score (player_id, scored_at, weights, score, contributions)
       select p.id, clock_timestamp(), w.version, sum((m.value::float8 - (w.weights->m.key->>'mean')::float8) * (w.weights->m.key->>'weight')::float8),
              jsonb_object_agg(m.key, jsonb_build_object('value', m.value::float8,
                'contribution', (m.value::float8 - (w.weights->m.key->>'mean')::float8) * (w.weights->m.key->>'weight')::float8))
         from player p, (select * from harm_weights order by version desc limit 1) w, jsonb_each_text($2) m
        where p.email = $1 group by p.id, w.version
       on conflict (player_id) do update set score = excluded.score, contributions = excluded.contributions, weights = excluded.weights`,
      [email, JSON.stringify(markers)],
    );
  });
