import { accept, type Result, refuse } from "#lib/core/result.ts";
import { asOwner } from "#lib/platform/database/owner.ts";
import { isDemoAddress } from "./demo.ts";
import { noticeRevoked, revoke } from "./sessions.ts";

type Role = "player" | "admin";

export type StaffRoleRefusal =
  | { code: "unknown_account" }
  /** Its password is public. */
  | { code: "demo_account" }
  | { code: "unchanged"; role: Role };

type Found = { id: string; role: Role; demo: boolean };

/**
 * Makes an account staff, or a player's again, as the owner of the database: the application cannot. Every session of the
 * account ends, for rights are those of a new sign-in. Recorded in the audit trail.
 * @param by who runs it, as the audit trail will say
 */
export const setStaffRole = async (
  email: string,
  role: Role,
  by: string,
): Promise<Result<{ sessionsEnded: number }, StaffRoleRefusal>> => {
  const done = await asOwner(
    async (client): Promise<Result<{ id: string; ended: number }, StaffRoleRefusal>> => {
      const { rows } = await client.query<Found>(
        "select id, role, demo from player where email = lower($1) for update",
        [email],
      );
      const [account] = rows;
      if (!account) return refuse({ code: "unknown_account" });
      if (account.demo || isDemoAddress(email.toLowerCase())) return refuse({ code: "demo_account" });
      if (account.role === role) return refuse({ code: "unchanged", role });
      await client.query("update player set role = $2 where id = $1", [account.id, role]);
      const ended = await revoke(account.id, { by: null }, client);
      await client.query("select audit_append(null, $1, $2, $3, null, $4, $5, null)", [
        by,
        role === "player" ? "staff.revoke" : "staff.grant",
        `player:${account.id}`,
        JSON.stringify({ role: account.role }),
        JSON.stringify({ role }),
      ]);
      return accept({ id: account.id, ended: ended.length });
    },
  );
  if (!done.ok) return done;
  await noticeRevoked(done.value.id, null);
  return accept({ sessionsEnded: done.value.ended });
};
