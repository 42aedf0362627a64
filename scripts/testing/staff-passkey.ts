import { join } from "node:path";
import pg from "pg";
import { keptLogins } from "#lib/platform/database/embedded-logins.ts";
import { type SoftAuthenticator, softAuthenticator } from "#lib/players/testing/authenticator.ts";

const known = new Map<string, Promise<SoftAuthenticator>>();

const enrol = async (home: string, email: string): Promise<SoftAuthenticator> => {
  const { ownerUrl } = keptLogins(join(home, "postgres"));
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>("select id from staff_account where email = $1", [
      email,
    ]);
    const id = rows[0]?.id ?? "";
    const key = softAuthenticator({
      userId: Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url"),
    });
    await client.query(
      `insert into passkey (id, staff_id, credential_id, public_key, counter, transports, synced, name)
       values (gen_random_uuid(), $1, $2, $3, 0, '{}', true, 'Test')`,
      [id, key.id, key.publicKey],
    );
    return key;
  } finally {
    await client.end();
  }
};

/**
 * A passkey of this member of staff that only this process has, on the instance whose folder this is. Staff cannot sign in without a
 * second factor, and a code works once: tests in parallel would wait for each other's.
 */
export const staffPasskey = (home: string, email: string): Promise<SoftAuthenticator> => {
  const name = `${home} ${email}`;
  const made = known.get(name) ?? enrol(home, email);
  known.set(name, made);
  return made;
};
