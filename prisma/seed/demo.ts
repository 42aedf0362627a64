import type pg from "pg";
import { deposit } from "#lib/cashier/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import type { Currency } from "#lib/core/money.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { asOwner } from "#lib/platform/database/owner.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playerRegistered } from "#lib/players/events.ts";
import {
  DEMO_PASSWORD,
  DEMO_PLAYERS,
  DEMO_STAFF,
  demoBettors,
  hashPassword,
  limitRules,
  makeStaffAccount,
  nameKey,
  playerCommands,
  seedDemoCode,
} from "#lib/players/index.ts";
import { seedOutrights } from "#lib/sportsbook/trading/index.ts";

// The same on every run, so that an account is funded once, however often the seed runs.
const FUNDING_KEY = "0190d3a0-0000-7000-8000-000000000001";

/** An address in every country that demo players live in. */
const HOMES: Readonly<Record<string, { street: string; city: string; postcode: string }>> = {
  AT: { street: "Lindengasse 9", city: "Graz", postcode: "8010" },
  DE: { street: "Lindenallee 12", city: "Hamburg", postcode: "20259" },
  DK: { street: "Havnegade 7", city: "Aarhus", postcode: "8000" },
  GB: { street: "14 Mill Lane", city: "Leeds", postcode: "LS6 3HE" },
  IE: { street: "3 Quay Street", city: "Galway", postcode: "H91 E2R8" },
  NO: { street: "Strandveien 8", city: "Bergen", postcode: "5004" },
  PT: { street: "Rua das Flores 21", city: "Porto", postcode: "4050-262" },
  SE: { street: "Storgatan 4", city: "Uppsala", postcode: "753 31" },
};

type Account = {
  email: string;
  displayName: string;
  firstName: string;
  lastName: string;
  birthDate: string;
  country: string;
  currency: Currency;
};
type Found = { id: string; demo: boolean };

const make = async (client: pg.Client, account: Account, passwordHash: string): Promise<Found> => {
  const id = uuidv7();
  await client.query(
    `insert into player (id, email, password_hash, display_name, country, currency, birth_date, demo, email_verified_at)
     values ($1, $2, $3, $4, $5, $6, $7, true, clock_timestamp())`,
    [
      id,
      account.email,
      passwordHash,
      account.displayName,
      account.country,
      account.currency,
      account.birthDate,
    ],
  );
  await publish(client, playerRegistered, {
    playerId: id,
    country: account.country,
    currency: account.currency,
  });
  return { id, demo: true };
};

/** Gives a demo account a person whose identity is verified: also one from before identities were. */
const verify = async (
  client: pg.Client,
  id: string,
  { firstName, lastName, country }: Account,
): Promise<void> => {
  const home = HOMES[country];
  if (!home) throw new Error(`no address of a demo player in ${country}`);
  await client.query(
    `insert into player_person (player_id, first_name, last_name, street, city, postcode, name_key)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, firstName, lastName, home.street, home.city, home.postcode, nameKey(firstName, lastName)],
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

/** Makes the simulated players that are missing. They fund themselves. */
const seedBettors = (): Promise<void> =>
  asOwner(async (client) => {
    const bettors = demoBettors(env().DEMO_BETTORS);
    const { rows } = await client.query<{ email: string }>("select email from player where email = any($1)", [
      bettors.map(({ email }) => email),
    ]);
    const known = new Set(rows.map(({ email }) => email));
    const missing = bettors.filter(({ email }) => !known.has(email));
    if (missing.length === 0) return;
    // Of a password that nobody knows.
    const hash = await hashPassword(crypto.randomUUID());
    for (const bettor of missing) await verify(client, (await make(client, bettor, hash)).id, bettor);
  });

const cannotSeal = (email: string): string =>
  `${email} has no second factor, because SEALING_KEYS is not set: it is set up at the first sign-in.`;

const seedStaff = (account: (typeof DEMO_STAFF)[number]): Promise<string[]> =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ id: string; demo: boolean; staff: boolean }>(
      `select id, demo, true as staff from staff_account where email = $1
       union all select id, demo, false from player where email = $1 and status <> 'closed'`,
      [account.email],
    );
    if (rows.some(({ demo }) => !demo)) return [notOurs(account.email)];
    const id =
      rows.find(({ staff }) => staff)?.id ??
      (await makeStaffAccount(client, { ...account, password: DEMO_PASSWORD, demo: true }));
    return (await seedDemoCode(client, id)) ? [] : [cannotSeal(account.email)];
  });

/**
 * Makes the demo accounts, as the owner, funds them, and enters outrights. Safe to run again: what exists stays as it is. Does nothing outside
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
      const found = known.rows[0] ?? (await make(client, account, await hashPassword(DEMO_PASSWORD)));
      if (found.demo) await verify(client, found.id, account);
      return found;
    });
    if (!demo) {
      warnings.push(notOurs(email));
      continue;
    }
    const { missing } = await limitRules(id);
    for (const limit of account.limits)
      if (missing.includes(limit.kind))
        await playerCommands.setLimitCommand(playerContext(id, currency), limit);
    const funded = await deposit(playerContext(id, currency), {
      amount: playMoney,
      idempotencyKey: FUNDING_KEY,
    });
    if (!funded.ok) throw new Error(`${email} could not be funded: ${funded.refusal.code}`);
  }
  await seedBettors();
  await seedOutrights();
  return warnings;
};
