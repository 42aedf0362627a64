import { createHash, randomBytes } from "node:crypto";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { float8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { clearRate, type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import type { SecondFactorRefusal } from "./errors.ts";
import { type AskedFactors, askedFactors, verifySecondFactor } from "./factors/second-factor.ts";
import type { SecondFactorAnswer } from "./schema.ts";
import type { Identity } from "./sessions.ts";

/** How long the second factor may take after the password. */
export const ATTEMPT_SECONDS = 600;
const TRIES_MAX = 5;
/** Whoever knows the password may begin again and again, and guesses no faster for it. */
const BY_ACCOUNT: RateRule = { name: "second-factor", points: 15, durationSeconds: 900 };

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

const insert = statement({
  text: `insert into sign_in_attempt (id, token_hash, player_id, staff_id, expires_at)
         values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))`,
  params: [uuid, text, nullable(uuid), nullable(uuid), float8],
  row: {},
});

/** Notes that this browser has shown the password. Returns what it has to keep for the second step; alone it is worth nothing. */
export const beginAttempt = async ({ kind, id }: Identity): Promise<string> => {
  const token = randomBytes(32).toString("base64url");
  const owner = kind === "player" ? ([id, null] as const) : ([null, id] as const);
  await insert.run([uuidv7(), hashOf(token), ...owner, ATTEMPT_SECONDS]);
  return token;
};

const OPEN = "used_at is null and expires_at > clock_timestamp()";

// Counted before the answer is looked at, so that tries at once do not pass the limit.
const count = statement({
  text: `update sign_in_attempt set tries = tries + 1 where token_hash = $1 and ${OPEN} and tries < ${TRIES_MAX}
          returning player_id, staff_id`,
  params: [text],
  row: { player_id: nullable(uuid), staff_id: nullable(uuid) },
});

const use = statement({
  text: `update sign_in_attempt set used_at = clock_timestamp() where token_hash = $1 and ${OPEN}`,
  params: [text],
  row: {},
});

const find = statement({
  text: `select player_id, staff_id from sign_in_attempt where token_hash = $1 and ${OPEN} and tries < ${TRIES_MAX}`,
  params: [text],
  row: { player_id: nullable(uuid), staff_id: nullable(uuid) },
});

/** What the second step may ask for; null where there is no such attempt any more. */
export const factorsOfAttempt = async (token: string): Promise<AskedFactors | null> => {
  const attempt = await find.first([hashOf(token)]);
  const id = attempt?.player_id ?? attempt?.staff_id;
  return attempt && id ? askedFactors({ kind: attempt.player_id ? "player" : "staff", id }) : null;
};

/** Whose sign-in this finishes. An attempt has five tries and ten minutes, and signs in once. */
export const finishAttempt = async (
  token: string,
  answer: SecondFactorAnswer,
): Promise<Result<Identity, SecondFactorRefusal>> => {
  const attempt = await count.first([hashOf(token)]);
  const id = attempt?.player_id ?? attempt?.staff_id;
  if (!attempt || !id) return refuse({ code: "sign_in_again" });
  const account: Identity = { kind: attempt.player_id ? "player" : "staff", id };
  const free = await takeRate(BY_ACCOUNT, id);
  if (!free.ok) return free;
  const verified = await verifySecondFactor(account, answer);
  if (!verified.ok) return verified;
  if ((await use.run([hashOf(token)])) === 0) return refuse({ code: "sign_in_again" });
  await clearRate(BY_ACCOUNT, id);
  return accept(account);
};

const forget = statement({
  text: "delete from sign_in_attempt where expires_at < clock_timestamp() - interval '1 day'",
  params: [],
  row: {},
});

/** Deletes attempts that are long over. */
export const forgetAttempts = (): Promise<number> => forget.run([]);
