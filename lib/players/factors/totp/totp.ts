import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { bool, float8, int8, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { seal, unseal } from "#lib/platform/secrets/sealed.ts";
import type { Identity } from "../../sessions.ts";
import { holdFactors, type LastFactorRefusal, letGo } from "../enrolled.ts";
import type { Factor } from "../factor.ts";
import { codesLeft, makeCodes, storeCodes, takeCode } from "../recovery.ts";
import { newSecret, stepOfCode } from "./code.ts";

/** Where the secret of this factor is sealed for. */
export const secretPlace = (row: string) => ({ table: "totp_factor", column: "secret", row });

const find = statement({
  text: `select id, secret, confirmed_at is not null as confirmed,
                extract(epoch from clock_timestamp())::float8 as now
           from totp_factor where player_id = $1 or staff_id = $1`,
  params: [uuid],
  row: { id: uuid, secret: text, confirmed: bool, now: float8 },
});

const insert = statement({
  text: "insert into totp_factor (id, player_id, staff_id, secret) values ($1, $2, $3, $4)",
  params: [uuid, nullable(uuid), nullable(uuid), text],
  row: {},
});

const removeUnconfirmed = statement({
  text: "delete from totp_factor where (player_id = $1 or staff_id = $1) and confirmed_at is null",
  params: [uuid],
  row: {},
});

// Compare and set: of several tries with one code, one finds the step unused.
const useStep = statement({
  text: "update totp_factor set last_step = $2 where id = $1 and last_step < $2",
  params: [uuid, int8],
  row: {},
});

const confirm = statement({
  text: `update totp_factor set confirmed_at = clock_timestamp(), last_step = $2
          where id = $1 and confirmed_at is null and last_step < $2`,
  params: [uuid, int8],
  row: {},
});

const remove = statement({
  text: "delete from totp_factor where player_id = $1 or staff_id = $1",
  params: [uuid],
  row: {},
});

export type TotpState =
  | { state: "off" }
  /** The secret is shown until a code was entered. */
  | { state: "setup"; secret: string }
  | { state: "on"; recoveryCodesLeft: number };

/** Whether the account uses an authenticator app. */
export const totpOf = async (account: Identity): Promise<TotpState> => {
  const factor = await find.first([account.id]);
  if (!factor) return { state: "off" };
  if (!factor.confirmed) return { state: "setup", secret: unseal(factor.secret, secretPlace(factor.id)) };
  return { state: "on", recoveryCodesLeft: await codesLeft(account) };
};

/** Makes a new secret, which counts once a code of it was entered. An earlier one that never did is forgotten. */
export const beginTotp = async ({ kind, id }: Identity): Promise<Result<null, { code: "already_on" }>> => {
  const factorId = uuidv7();
  const sealed = seal(newSecret(), secretPlace(factorId));
  return transaction(async (client) => {
    await removeUnconfirmed.run([id], client);
    if (await find.first([id], client)) return refuse({ code: "already_on" });
    const owner = kind === "player" ? ([id, null] as const) : ([null, id] as const);
    await insert.run([factorId, ...owner, sealed], client);
    return accept(null);
  });
};

/**
 * Turns the factor on by a code of the app, which cannot be used again, and returns the recovery codes, which are shown this once.
 * `record` writes what happened in the same transaction.
 */
export const confirmTotp = async (
  account: Identity,
  code: string,
  record: (client: pg.PoolClient) => Promise<void>,
): Promise<Result<string[], { code: "wrong_answer" } | { code: "not_begun" }>> => {
  const factor = await find.first([account.id]);
  if (!factor || factor.confirmed) return refuse({ code: "not_begun" });
  const step = stepOfCode(unseal(factor.secret, secretPlace(factor.id)), code, factor.now);
  if (step === null) return refuse({ code: "wrong_answer" });
  const codes = await makeCodes();
  return transaction(async (client) => {
    await holdFactors(account, client);
    if ((await confirm.run([factor.id, step], client)) === 0) return refuse({ code: "not_begun" });
    await storeCodes(account, codes, client);
    await record(client);
    return accept(codes.shown);
  });
};

/**
 * Turns the factor off, unless nothing would be left to sign in with. Whoever asks has shown a factor. True where it was on or was
 * being set up.
 */
export const removeTotp = async (
  account: Identity,
  client: pg.PoolClient,
): Promise<Result<boolean, LastFactorRefusal>> => {
  await holdFactors(account, client);
  const mayGo = await letGo(account, "totp", client);
  return mayGo.ok ? accept((await remove.run([account.id], client)) > 0) : mayGo;
};

/** Codes of an authenticator app, each once, or one of the recovery codes. */
export const totpFactor: Factor = {
  kind: "totp",
  offered: async ({ id }) => (await find.first([id]))?.confirmed ?? false,
  verify: async (account, answer) => {
    const factor = await find.first([account.id]);
    if (!factor?.confirmed) return refuse({ code: "wrong_answer" });
    const step = stepOfCode(unseal(factor.secret, secretPlace(factor.id)), answer, factor.now);
    const taken =
      step === null ? await takeCode(account, answer) : (await useStep.run([factor.id, step])) > 0;
    return taken ? accept(null) : refuse({ code: "wrong_answer" });
  },
};
