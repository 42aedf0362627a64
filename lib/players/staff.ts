import { randomBytes } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { asOwner } from "#lib/platform/database/owner.ts";
import type { StaffRole } from "#lib/platform/permission.ts";
import { isDemoAddress } from "./demo.ts";
import { hashPassword } from "./password.ts";
import { noticeRevoked, revoke } from "./sessions.ts";

export type StaffRefusal =
  /** The email belongs to a player: staff need one of their own, because staff do not play. */
  | { code: "player_account" }
  | { code: "unknown_account" }
  /** Its password is public. */
  | { code: "demo_account" };

type Account = { id: string; status: string; demo: boolean; roles: StaffRole[] };

/** The roles of a member of staff as they are now. */
export const rolesOf = async (staffId: string, tx?: pg.PoolClient): Promise<StaffRole[]> =>
  (await db(tx).staffRole.findMany({ where: { staffId }, select: { role: true } })).map(
    ({ role }) => role as StaffRole,
  );

const accountOf = async (client: pg.Client, email: string): Promise<Account | undefined> =>
  (
    await client.query<Account>(
      `select a.id, a.status, a.demo, array(select r.role from staff_role r where r.staff_id = a.id order by r.role) as roles
         from staff_account a where a.email = $1 for update`,
      [email],
    )
  ).rows[0];

const record = (client: pg.Client, by: string, action: string, id: string, before: unknown, after: unknown) =>
  client.query("select audit_append(null, $1, $2, $3, null, $4, $5, null)", [
    by,
    action,
    `staff:${id}`,
    JSON.stringify(before),
    JSON.stringify(after),
  ]);

const setRoles = async (client: pg.Client, id: string, roles: readonly StaffRole[]): Promise<void> => {
  await client.query("delete from staff_role where staff_id = $1", [id]);
  await client.query("insert into staff_role (staff_id, role) select $1, unnest($2::text[])", [id, roles]);
};

const isPlayers = async (client: pg.Client, email: string): Promise<boolean> =>
  (await client.query("select from player where email = $1 and status <> 'closed'", [email])).rows.length > 0;

/** Makes a staff account within the caller's transaction. */
export const makeStaffAccount = async (
  client: pg.Client,
  account: {
    email: string;
    displayName: string;
    password: string;
    roles: readonly StaffRole[];
    demo?: boolean;
  },
): Promise<string> => {
  const id = uuidv7();
  await client.query(
    "insert into staff_account (id, email, password_hash, display_name, demo) values ($1, $2, $3, $4, $5)",
    [id, account.email, await hashPassword(account.password), account.displayName, account.demo ?? false],
  );
  await setRoles(client, id, account.roles);
  return id;
};

/**
 * Gives an email address exactly these roles, as the owner of the database: the application cannot. Creates the
 * account if there is none, with a password that is returned and stored nowhere else. Every session of the account
 * ends, because new rights need a new sign-in. Recorded in the audit trail.
 * @param by who runs it, for the audit
 * trail
 */
export const grantStaffRoles = async (
  address: string,
  roles: readonly StaffRole[],
  by: string,
): Promise<Result<{ password: string | null; sessionsEnded: number }, StaffRefusal>> => {
  const email = address.toLowerCase();
  const granted = [...new Set(roles)].sort();
  if (isDemoAddress(email)) return refuse({ code: "demo_account" });
  const password = randomBytes(12).toString("base64url");
  const done = await asOwner(
    async (client): Promise<Result<{ id: string; made: boolean; ended: number }, StaffRefusal>> => {
      const account = await accountOf(client, email);
      if (account?.demo) return refuse({ code: "demo_account" });
      if (await isPlayers(client, email)) return refuse({ code: "player_account" });
      const displayName = address.split("@")[0] ?? address;
      const id =
        account?.id ?? (await makeStaffAccount(client, { email, displayName, password, roles: granted }));
      if (account) {
        await client.query("update staff_account set status = 'active' where id = $1", [id]);
        await setRoles(client, id, granted);
      }
      const before = account?.status === "active" ? account.roles : [];
      await record(client, by, "staff.grant", id, { roles: before }, { roles: granted });
      return accept({ id, made: !account, ended: (await revoke(id, { by: null }, client)).length });
    },
  );
  if (!done.ok) return done;
  await noticeRevoked(done.value.id, null);
  return accept({ password: done.value.made ? password : null, sessionsEnded: done.value.ended });
};

/** Closes a staff account, as the owner of the database, and ends its sessions. Recorded in the audit trail. */
export const closeStaffAccount = async (
  address: string,
  by: string,
): Promise<Result<{ sessionsEnded: number }, StaffRefusal>> => {
  const done = await asOwner(async (client): Promise<Result<{ id: string; ended: number }, StaffRefusal>> => {
    const account = await accountOf(client, address.toLowerCase());
    if (account?.status !== "active") return refuse({ code: "unknown_account" });
    if (account.demo) return refuse({ code: "demo_account" });
    await client.query("update staff_account set status = 'closed' where id = $1", [account.id]);
    await setRoles(client, account.id, []);
    await record(client, by, "staff.revoke", account.id, { roles: account.roles }, { roles: [] });
    return accept({ id: account.id, ended: (await revoke(account.id, { by: null }, client)).length });
  });
  if (!done.ok) return done;
  await noticeRevoked(done.value.id, null);
  return accept({ sessionsEnded: done.value.ended });
};

/**
 * Removes every second factor of a staff account that lost them, as the owner of the database, and ends its sessions. At the next
 * sign-in, with the password, a new one has to be set up. Recorded in the audit trail.
 */
export const resetStaffFactors = async (
  address: string,
  by: string,
): Promise<Result<{ sessionsEnded: number }, StaffRefusal>> => {
  const done = await asOwner(async (client): Promise<Result<{ id: string; ended: number }, StaffRefusal>> => {
    const account = await accountOf(client, address.toLowerCase());
    if (account?.status !== "active") return refuse({ code: "unknown_account" });
    const { id } = account;
    await client.query("delete from totp_factor where staff_id = $1", [id]);
    await client.query("delete from passkey where staff_id = $1", [id]);
    await client.query("delete from recovery_code where account_id = $1", [id]);
    await record(client, by, "staff.reset_factors", id, null, null);
    return accept({ id, ended: (await revoke(id, { by: null }, client)).length });
  });
  if (!done.ok) return done;
  await noticeRevoked(done.value.id, null);
  return accept({ sessionsEnded: done.value.ended });
};
