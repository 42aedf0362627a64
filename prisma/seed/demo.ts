import type pg from "pg";
import { deposit } from "#lib/cashier/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { asOwner } from "#lib/platform/database/owner.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playerRegistered } from "#lib/players/events.ts";
import {
  DEMO_PASSWORD,
  DEMO_PLAYERS,
  DEMO_STAFF,
  hashPassword,
  makeStaffAccount,
  nameKey,
} from "#lib/players/index.ts";

// The same on every run, so that an account is funded once, however often the seed runs.
const FUNDING_KEY = "0190d3a0-0000-7000-8000-000000000001";

const PEOPLE = {
  DE: { lastName: "Brandt", street: "Lindenallee 12", city: "Hamburg", postcode: "20259" },
  SE: { lastName: "Ek", street: "Storgatan 4", city: "Uppsala", postcode: "753 31" },
} as const;

type Account = (typeof DEMO_PLAYERS)[number];
type Found = { id: string; demo: boolean };

const make = async (client: pg.Client, account: Account): Promise<Found> => {
  const id = uuidv7();
  await client.query(
    `insert into player (id, email, password_hash, display_name, country, currency, birth_date, demo, email_verified_at)
     values ($1, $2, $3, $4, $5, $6, '1990-06-08', true, clock_timestamp())`,
    [
      id,
      account.email,
      await hashPassword(DEMO_PASSWORD),
      account.displayName,
      account.country,
      account.currency,
    ],
  );
  await publish(client, playerRegistered, {
    playerId: id,
    country: account.country,
    currency: account.currency,
  });
  return { id, demo: true };
};

/** Makes a demo account a person of flesh and blood, whose identity is verified: also one from before identities were. */
const verify = async (client: pg.Client, id: string, { displayName, country }: Account): Promise<void> => {
  const person = PEOPLE[country];
  await client.query(
    `insert into player_person (player_id, first_name, last_name, street, city, postcode, name_key)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      id,
      displayName,
      person.lastName,
      person.street,
      person.city,
      person.postcode,
      nameKey(displayName, person.lastName),
    ],
  );
  await client.query(
    `insert into identity_level (player_id, level, state, provider)
     select $1, level, 'verified', 'demo' from unnest(array['age', 'identity', 'address']) level on conflict do nothing`,
    [id],
  );
  await client.query("update player set verified = identity_verified(id) where id = $1", [id]);
};

const notOurs = (email: string): string =>
  `${email} has an account that the demo did not make: it is left as it is.`;

const seedStaff = (account: (typeof DEMO_STAFF)[number]): Promise<string[]> =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ demo: boolean }>(
      `select demo from staff_account where email = $1
       union all select demo from player where email = $1 and status <> 'closed'`,
      [account.email],
    );
    if (rows.length === 0)
      await makeStaffAccount(client, { ...account, password: DEMO_PASSWORD, demo: true });
    return rows.some(({ demo }) => !demo) ? [notOurs(account.email)] : [];
  });

/**
 * Makes the demo accounts, as the owner, and funds them. Safe to run again: what exists stays as it is. Does nothing outside
 * demo mode. Returns a sentence for every address that belongs to an account which no seed made.
 */
export const seedDemo = async (): Promise<string[]> => {
  const warnings: string[] = [];
  if (!env().DEMO_MODE) return warnings;
  for (const account of DEMO_STAFF) warnings.push(...(await seedStaff(account)));
  for (const account of DEMO_PLAYERS) {
    const { email, currency, playMoney } = account;
    const { id, demo } = await asOwner(async (client) => {
      const known = await client.query<Found>("select id, demo from player where email = $1", [email]);
      const found = known.rows[0] ?? (await make(client, account));
      if (found.demo) await verify(client, found.id, account);
      return found;
    });
    if (!demo) {
      warnings.push(notOurs(email));
      continue;
    }
    const funded = await deposit(playerContext(id, currency), {
      amount: playMoney,
      idempotencyKey: FUNDING_KEY,
    });
    if (!funded.ok) throw new Error(`${email} could not be funded: ${funded.refusal.code}`);
  }
  return warnings;
};
