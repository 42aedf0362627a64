import type pg from "pg";
import { deposit } from "#lib/cashier/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { playerContext } from "#lib/platform/commands/context.ts";
import { env } from "#lib/platform/config/env.ts";
import { asOwner } from "#lib/platform/database/owner.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { playerRegistered } from "#lib/players/events.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, hashPassword } from "#lib/players/index.ts";

// The same on every run, so that an account is funded once, however often the seed runs.
const FUNDING_KEY = "0190d3a0-0000-7000-8000-000000000001";

type Account = (typeof DEMO_ACCOUNTS)[number];
type Found = { id: string; demo: boolean };

const make = async (client: pg.Client, account: Account): Promise<Found> => {
  const id = uuidv7();
  await client.query(
    `insert into player (id, email, password_hash, display_name, role, country, currency, birth_date, demo)
     values ($1, $2, $3, $4, $5, $6, $7, '1990-06-08', true)`,
    [
      id,
      account.email,
      await hashPassword(DEMO_PASSWORD),
      account.displayName,
      account.role,
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

/**
 * Makes the demo accounts, as the owner, and funds them. Safe to run again: what exists stays as it is. Does nothing outside
 * demo mode. Returns a sentence for every address that belongs to an account which no seed made.
 */
export const seedDemo = async (): Promise<string[]> => {
  const warnings: string[] = [];
  if (!env().DEMO_MODE) return warnings;
  for (const account of DEMO_ACCOUNTS) {
    const { email, currency, playMoney } = account;
    const { id, demo } = await asOwner(async (client) => {
      const known = await client.query<Found>("select id, demo from player where email = $1", [email]);
      return known.rows[0] ?? (await make(client, account));
    });
    if (!demo) {
      warnings.push(`${email} has an account that the demo did not make: it is left as it is.`);
      continue;
    }
    if (!playMoney) continue;
    const funded = await deposit(playerContext(id, currency), {
      amount: playMoney,
      idempotencyKey: FUNDING_KEY,
    });
    if (!funded.ok) throw new Error(`${email} could not be funded: ${funded.refusal.code}`);
  }
  return warnings;
};
