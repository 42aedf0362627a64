import { uuidv7 } from "#lib/core/id.ts";
import type { Currency } from "#lib/core/money.ts";
import { accountFor } from "#lib/ledger/index.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import type { StaffRole } from "#lib/platform/permission.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { randomName } from "./random-name.ts";

/** Somebody who is nobody else: what registration asks about a person. */
export const makePerson = () => ({
  firstName: "Ada",
  lastName: randomName(),
  street: "Storgatan 1",
  city: "Stockholm",
  postcode: "111 22",
});

/** Verifies every level of these players' identity. */
export const verifyPlayers = async (ids: readonly string[]): Promise<void> => {
  await ownerRows(
    `insert into identity_level (player_id, level, state, provider)
     select id, level, 'verified', 'test' from unnest($1::uuid[]) id, unnest(array['age', 'identity', 'address']) level`,
    [ids],
  );
  await ownerRows("update player set verified = identity_verified(id) where id = any($1::uuid[])", [ids]);
};

/** Makes them players about whom nothing is verified. */
export const unverifyPlayers = async (ids: readonly string[]): Promise<void> => {
  await ownerRows("delete from identity_level where player_id = any($1::uuid[])", [ids]);
  await ownerRows("update player set verified = '{}' where id = any($1::uuid[])", [ids]);
};

/** Verified players with this much cash each (minor units) who want no limit, for tests and benches in which opening accounts does not matter. */
export const makePlayers = async (
  count: number,
  cash: bigint,
  currency: Currency = "EUR",
): Promise<string[]> => {
  const ids = Array.from({ length: count }, () => uuidv7());
  await rows(
    `insert into player (id, email, password_hash, display_name, country, currency, birth_date)
     select id, id || '@test.example', '', 'Test player', 'MT', $2, '1990-01-01' from unnest($1::uuid[]) id`,
    [ids, currency],
  );
  await rows(
    `insert into player_person (player_id, first_name, last_name, street, city, postcode, name_key)
     select id, 'Test', 'Player', 'Storgatan 1', 'Stockholm', '111 22', id::text from unnest($1::uuid[]) id`,
    [ids],
  );
  await verifyPlayers(ids);
  await rows("insert into player_limit_prompt (player_id) select unnest($1::uuid[])", [ids]);
  const accounts = await rows<{ id: bigint }>(
    "select ledger_account_for('player_cash', id, $2) as id from unnest($1::uuid[]) id",
    [ids, currency],
  );
  if (cash > 0n)
    await rows(
      `select count(*) from ledger_transfer_all(array(
         select row(gen_random_uuid(), $2::bigint, account, $3::bigint, $4, 'deposit', 'test', null)::ledger_posting
           from unnest($1::bigint[]) account))`,
      [
        accounts.map(({ id }) => id),
        await accountFor("deposits_clearing", null, currency, "test"),
        cash,
        currency,
      ],
    );
  return ids;
};

/** A player with this much cash (minor units). */
export const makePlayer = async (cash: bigint, currency: Currency = "EUR"): Promise<string> => {
  const [id = ""] = await makePlayers(1, cash, currency);
  return id;
};

/** A session of this account that lasts for an hour. */
export const makeSession = async (
  accountId: string,
  kind: "player" | "staff" = "player",
): Promise<string> => {
  const id = uuidv7();
  await rows(`insert into session (id, ${kind}_id, expires_at) values ($1, $2, now() + interval '1 hour')`, [
    id,
    accountId,
  ]);
  return id;
};

/** A signed-in member of staff, who has a second factor, as staff must. */
export const makeStaff = async (
  name = "Trader",
  roles: readonly StaffRole[] = ["administrator"],
): Promise<{ staffId: string; sessionId: string }> => {
  const staffId = uuidv7();
  await ownerRows(
    "insert into staff_account (id, email, password_hash, display_name) values ($1, $2, '', $3)",
    [staffId, `${staffId}@staff.example`, name],
  );
  await ownerRows(
    "insert into totp_factor (id, staff_id, secret, confirmed_at) values ($1, $2, 'no secret', clock_timestamp())",
    [uuidv7(), staffId],
  );
  await ownerRows("insert into staff_role (staff_id, role) select $1, unnest($2::text[])", [staffId, roles]);
  return { staffId, sessionId: await makeSession(staffId, "staff") };
};
