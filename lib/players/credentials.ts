import type pg from "pg";
import { auditStaff } from "#lib/audit/index.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PlayerContext, PublicContext, StaffActor } from "#lib/platform/commands/context.ts";
import { db } from "#lib/platform/database/db.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { clientNetwork } from "#lib/platform/http/edge/address.ts";
import { clearRate, type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import type { RateRefusal } from "#lib/platform/schema.ts";
import { takesPart } from "./demo.ts";
import type { ChallengeRefusal, PasswordRefusal, SignInRefusal } from "./errors.ts";
import { playerPasswordChanged } from "./events.ts";
import { verifySignIn } from "./factors/passkey/assertion.ts";
import { deviceIn } from "./known-device.ts";
import { type OidcIdentity, playerOfIdentity } from "./oidc/identities.ts";
import { isLocked, knowsDevice } from "./open-session.ts";
import { faultOfPassword, hashPassword, passwordMatches, passwordMatchesDecoy } from "./password.ts";
import type { ChangePasswordInput, SignInInput } from "./schema.ts";
import { type Identity, noticeRevoked, revoke } from "./sessions.ts";
import { isProved, makeChallenge } from "./sign-in-challenge.ts";

/** Guesses from one address, at any account. */
export const SIGN_IN_BY_ADDRESS: RateRule = { name: "sign-in-ip", points: 60, durationSeconds: 900 };
/** Guesses from one address at one account. */
const SIGN_IN_BY_BOTH: RateRule = { name: "sign-in-ip-email", points: 10, durationSeconds: 900 };
/** Guesses at one account from many addresses. Beyond the limit, each costs the work of a challenge. */
const SIGN_IN_BY_ACCOUNT: RateRule = { name: "sign-in-email", points: 30, durationSeconds: 900 };
/** A browser that has signed in to the account before has its own attempts. */
const SIGN_IN_BY_DEVICE: RateRule = { name: "sign-in-device", points: 10, durationSeconds: 900 };

/**
 * Takes the cost of this attempt. Nobody can lock an account's owner out: a known device has its own attempts, and any other browser
 * may try once it has done the work of a challenge, however many others guess.
 */
const takeTry = async (
  ip: string,
  { email, proof }: SignInInput,
  device: string | null,
): Promise<Result<null, RateRefusal | ChallengeRefusal>> => {
  if (device) return takeRate(SIGN_IN_BY_DEVICE, device);
  const network = clientNetwork(ip);
  const byAddress = await takeRate(SIGN_IN_BY_ADDRESS, network);
  if (!byAddress.ok) return byAddress;
  const byBoth = await takeRate(SIGN_IN_BY_BOTH, `${network} ${email}`);
  if (!byBoth.ok) return byBoth;
  const byAccount = await takeRate(SIGN_IN_BY_ACCOUNT, email);
  if (byAccount.ok || (proof && (await isProved(proof, email, network)))) return accept(null);
  return refuse({ code: "challenge_required", challenge: await makeChallenge(email, network) });
};

const NO_ACCOUNT = "00000000-0000-0000-0000-000000000000";

const CREDENTIALS = { id: true, passwordHash: true, status: true, demo: true } as const;

/** The account with this email address: a member of staff, else a player. */
const accountOf = async (email: string) => {
  const [staff, player] = await Promise.all([
    db().staffAccount.findUnique({ where: { email, status: "active" }, select: CREDENTIALS }),
    db().player.findUnique({ where: { email }, select: CREDENTIALS }),
  ]);
  if (staff) return { kind: "staff", ...staff } as const;
  return player && ({ kind: "player", ...player } as const);
};

/**
 * Verifies an email and password. Takes the same time whether or not the email has an account. In a quarter of an
 * hour one address has sixty attempts, ten of them at one account; all addresses together have thirty at one account,
 * and then each costs the work of a challenge. A browser that has signed in to the account before has ten of its own.
 * The right password restores the attempts at the account. A suspended player may still sign in, to see history and
 * withdraw; other checks refuse bets.
 * @param deviceToken what this browser stored at its last sign-in, if anything
 */
export const verifyCredentials = async (
  ctx: PublicContext,
  input: SignInInput,
  deviceToken: string | null = null,
): Promise<Result<Identity, SignInRefusal>> => {
  const { email, password } = input;
  const account = await accountOf(email);
  const browser = deviceIn(deviceToken);
  // Asked whether or not there is an account, which must not be told by the time that it takes.
  const known = browser !== null && (await knowsDevice(account?.id ?? NO_ACCOUNT, browser));
  const device = account && known ? `${browser} ${account.id}` : null;
  const free = await takeTry(ctx.origin.ip, input, device);
  if (!free.ok) return free;
  const right = account
    ? await passwordMatches(account.passwordHash, password)
    : await passwordMatchesDecoy(password);
  if (!account || !right || !takesPart({ ...account, email })) return refuse({ code: "wrong_credentials" });
  await Promise.all([
    clearRate(SIGN_IN_BY_ACCOUNT, email),
    clearRate(SIGN_IN_BY_BOTH, `${clientNetwork(ctx.origin.ip)} ${email}`),
    ...(device ? [clearRate(SIGN_IN_BY_DEVICE, device)] : []),
  ]);
  return admitted(account);
};

/** Whether an account that was proved may sign in at all. */
const admitted = async ({
  kind,
  id,
  status,
}: Identity & { status: string }): Promise<Result<Identity, SignInRefusal>> => {
  if (status === "closed") return refuse({ code: "account_closed" });
  if (kind === "player" && (await isLocked(id))) return refuse({ code: "account_locked" });
  return accept({ kind, id });
};

export type IdentityRefusal =
  | { code: "unknown_identity" }
  | Exclude<SignInRefusal, { code: "wrong_credentials" } | ChallengeRefusal>;

/**
 * Whose account an identity opens for which its issuer has vouched just now. Only one that was linked does: an email address that
 * equals an account's tells nothing of who it is.
 */
export const verifyIdentity = async (
  ctx: PublicContext,
  identity: OidcIdentity,
): Promise<Result<Identity, IdentityRefusal>> => {
  const free = await takeRate(SIGN_IN_BY_ADDRESS, clientNetwork(ctx.origin.ip));
  if (!free.ok) return free;
  const id = await playerOfIdentity(identity);
  if (!id) return refuse({ code: "unknown_identity" });
  const player = await db().player.findUniqueOrThrow({ where: { id }, select: STATE });
  if (!takesPart(player)) return refuse({ code: "unknown_identity" });
  return admitted({ kind: "player", id, status: player.status }) as Promise<
    Result<Identity, IdentityRefusal>
  >;
};

const STATE = { email: true, status: true, demo: true } as const;

/**
 * Whose passkey signs in, by the answer to a challenge for that, which needs no password. There is nothing to guess: only the work of
 * checking is limited, to sixty attempts in a quarter of an hour from one address.
 */
export const verifyPasskey = async (
  ctx: PublicContext,
  answer: string,
): Promise<Result<Identity, SignInRefusal>> => {
  const free = await takeRate(SIGN_IN_BY_ADDRESS, clientNetwork(ctx.origin.ip));
  if (!free.ok) return free;
  const verified = await verifySignIn(answer);
  if (!verified.ok) return refuse({ code: "wrong_credentials" });
  const { kind, id } = verified.value;
  const found = { where: { id }, select: STATE };
  const account = await (kind === "player"
    ? db().player.findUniqueOrThrow(found)
    : db().staffAccount.findUniqueOrThrow(found));
  if (!takesPart(account)) return refuse({ code: "wrong_credentials" });
  return admitted({ kind, id, status: account.status });
};

const PROFILE = { email: true, displayName: true, passwordHash: true } as const;

/** Sets a new password and ends every other session of the account. `record` writes what happened in the same transaction. */
const setPassword = async (
  { kind, id }: Identity,
  sessionId: string,
  { current, password }: ChangePasswordInput,
  record: (client: pg.PoolClient) => Promise<void>,
): Promise<Result<{ sessionsEnded: number }, PasswordRefusal>> => {
  const found = { where: { id }, select: PROFILE };
  const account = await (kind === "player"
    ? db().player.findUniqueOrThrow(found)
    : db().staffAccount.findUniqueOrThrow(found));
  if (!(await passwordMatches(account.passwordHash, current))) return refuse({ code: "wrong_password" });
  const reason = await faultOfPassword(password, account);
  if (reason) return refuse({ code: "password_weak", reason });
  const passwordHash = await hashPassword(password);
  const ended = await transaction(async (client) => {
    const change = { where: { id }, data: { passwordHash }, select: { id: true } } as const;
    await (kind === "player" ? db(client).player.update(change) : db(client).staffAccount.update(change));
    const revoked = await revoke(id, { by: id, except: sessionId }, client);
    await record(client);
    return revoked;
  });
  await Promise.all(ended.map((each) => noticeRevoked(id, each)));
  scheduleRelay();
  return accept({ sessionsEnded: ended.length });
};

/** Sets a new password and ends every other session of the player. */
export const changePassword = ({ playerId, sessionId }: PlayerContext, input: ChangePasswordInput) =>
  setPassword({ kind: "player", id: playerId }, sessionId, input, (client) =>
    publish(client, playerPasswordChanged, { playerId, changeId: uuidv7() }),
  );

/** Sets a new password and ends every other session of the member of staff. Recorded in the audit trail. */
export const changeStaffPassword = ({ staffId, sessionId }: StaffActor, input: ChangePasswordInput) =>
  setPassword({ kind: "staff", id: staffId }, sessionId, input, (client) =>
    auditStaff(sessionId, { action: "account.change_password", subject: `staff:${staffId}` }, client),
  );
