import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { statement, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import type { Identity } from "../sessions.ts";
import { asksSecondFactor, holdFactors } from "./enrolled.ts";
import { forgetCodes, makeCodes, storeCodes } from "./recovery.ts";

/** The account has neither an authenticator app nor a passkey. */
export type NoSecondFactor = { code: "no_second_factor" };

/**
 * Gives an account with a second factor new recovery codes, which are shown this once. Those that it had no longer work.
 * `record` writes what happened in the same transaction.
 */
export const renewCodes = async (
  account: Identity,
  record: (client: pg.PoolClient) => Promise<void>,
): Promise<Result<string[], NoSecondFactor>> => {
  if (!(await asksSecondFactor(account))) return refuse({ code: "no_second_factor" });
  const codes = await makeCodes();
  return transaction(async (client) => {
    await holdFactors(account, client);
    if (!(await asksSecondFactor(account, client))) return refuse({ code: "no_second_factor" });
    await storeCodes(account, codes, client);
    await record(client);
    return accept(codes.shown);
  });
};

const removeTotp = statement({
  text: "delete from totp_factor where player_id = $1",
  params: [uuid],
  row: {},
});

const removePasskeys = statement({
  text: "delete from passkey where player_id = $1",
  params: [uuid],
  row: {},
});

/**
 * Removes every second factor of a player who has lost them, with the recovery codes. The password stays; who has none sets one by
 * the link of a password reset. Returns what there was.
 */
export const removePlayerFactors = async (
  playerId: string,
  client: pg.PoolClient,
): Promise<Result<{ app: boolean; passkeys: number }, NoSecondFactor>> => {
  const account: Identity = { kind: "player", id: playerId };
  await holdFactors(account, client);
  if (!(await asksSecondFactor(account, client))) return refuse({ code: "no_second_factor" });
  const app = (await removeTotp.run([playerId], client)) > 0;
  const passkeys = await removePasskeys.run([playerId], client);
  await forgetCodes(account, client);
  return accept({ app, passkeys });
};
