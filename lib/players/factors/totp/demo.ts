import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { env } from "#lib/platform/config/env.ts";
import { float8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { canSeal, seal, unseal } from "#lib/platform/secrets/sealed.ts";
import { codeAt, newSecret, STEP_SECONDS } from "./code.ts";
import { secretPlace } from "./totp.ts";

/**
 * Gives a demo member of staff an authenticator app, as the owner of the database: its codes are shown at /demo/codes. Staff who have a
 * second factor keep it. False where there is no key to seal the secret with.
 */
export const seedDemoCode = async (client: pg.Client, staffId: string): Promise<boolean> => {
  const { rows } = await client.query<{ has: boolean }>(
    `select exists (select from totp_factor where staff_id = $1 and confirmed_at is not null)
         or exists (select from passkey where staff_id = $1) as has`,
    [staffId],
  );
  if (rows[0]?.has) return true;
  if (!canSeal()) return false;
  const id = uuidv7();
  await client.query("delete from totp_factor where staff_id = $1", [staffId]);
  await client.query(
    "insert into totp_factor (id, staff_id, secret, confirmed_at) values ($1, $2, $3, clock_timestamp())",
    [id, staffId, seal(newSecret(), secretPlace(id))],
  );
  return true;
};

const ofDemoStaff = statement({
  text: `select f.id, f.secret, a.email, extract(epoch from clock_timestamp())::float8 as now
           from totp_factor f join staff_account a on a.id = f.staff_id
          where a.demo and a.status = 'active' and f.confirmed_at is not null order by a.email`,
  params: [],
  row: { id: uuid, secret: text, email: text, now: float8 },
});

export type DemoCode = {
  email: string;
  code: string;
  /** How long it is shown by an app, in whole seconds. */
  secondsLeft: number;
};

/** What the authenticator apps of demo staff show now; null outside demo mode. Only accounts that the demo made are read. */
export const demoCodes = async (): Promise<DemoCode[] | null> => {
  if (!env().DEMO_MODE) return null;
  return (await ofDemoStaff.all([])).map(({ id, secret, email, now }) => ({
    email,
    code: codeAt(unseal(secret, secretPlace(id)), now),
    secondsLeft: STEP_SECONDS - (Math.floor(now) % STEP_SECONDS),
  }));
};
