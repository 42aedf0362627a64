import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { bool, int8, statement, uuid } from "#lib/platform/database/statement.ts";
import type { Identity } from "../sessions.ts";
import { forgetCodes } from "./recovery.ts";

const enrolled = statement({
  text: `
    select exists (select from totp_factor where (player_id = $1 or staff_id = $1) and confirmed_at is not null) as totp,
           (select count(*) from passkey where player_id = $1 or staff_id = $1) as passkeys,
           (select count(*) from oidc_identity where player_id = $1) as identities,
           exists (select from recovery_code where account_id = $1 and used_at is null) as recovery,
           coalesce((select p.password_hash <> '' from player p where p.id = $1),
                    (select a.password_hash <> '' from staff_account a where a.id = $1), false) as password`,
  params: [uuid],
  row: { totp: bool, passkeys: int8, identities: int8, recovery: bool, password: bool },
});

const NOTHING = { totp: false, passkeys: 0n, identities: 0n, recovery: false, password: false };

/** What the account can prove with who it is. */
export const enrolledFactors = async ({ id }: Identity, client?: pg.PoolClient): Promise<typeof NOTHING> =>
  (await enrolled.first([id], client)) ?? NOTHING;

/** Whether the password alone does not sign this account in. */
export const asksSecondFactor = async (account: Identity, client?: pg.PoolClient): Promise<boolean> => {
  const { totp, passkeys } = await enrolledFactors(account, client);
  return totp || passkeys > 0n;
};

const hold = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('factors:' || $1::uuid, 0)) is null as locked",
  params: [uuid],
  row: { locked: bool },
});

/** Keeps the account's factors from changing elsewhere until the transaction ends. */
export const holdFactors = async ({ id }: Identity, client: pg.PoolClient): Promise<void> => {
  await hold.first([id], client);
};

/** Nothing would be left to sign in with: a player needs a password, a passkey or an identity elsewhere, staff a second factor. */
export type LastFactorRefusal = { code: "last_factor" };

/**
 * Whether one of these factors may be removed, by a transaction that holds the factors. Recovery codes go with the last factor that
 * they stand in for.
 */
export const letGo = async (
  account: Identity,
  factor: "totp" | "passkey" | "identity",
  client: pg.PoolClient,
): Promise<Result<null, LastFactorRefusal>> => {
  const { totp, passkeys, identities, password } = await enrolledFactors(account, client);
  const keepsTotp = totp && factor !== "totp";
  const keepsPasskey = passkeys > (factor === "passkey" ? 1n : 0n);
  const keepsIdentity = identities > (factor === "identity" ? 1n : 0n);
  const enough =
    account.kind === "staff" ? keepsTotp || keepsPasskey : password || keepsPasskey || keepsIdentity;
  if (!enough) return refuse({ code: "last_factor" });
  if (!keepsTotp && !keepsPasskey) await forgetCodes(account, client);
  return accept(null);
};
