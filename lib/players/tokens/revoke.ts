import type pg from "pg";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { revoke } from "../sessions.ts";
import type { RevokeTokenRefusal } from "./schema.ts";

/** Ends a token of the account. Whatever it is doing at the moment is finished. */
export const revokeToken = async (
  tx: pg.PoolClient,
  accountId: string,
  tokenId: string,
): Promise<Result<{ name: string }, RevokeTokenRefusal>> => {
  const token = await db(tx).apiToken.findUnique({ where: { sessionId: tokenId }, select: { name: true } });
  const ended = token ? await revoke(accountId, { by: accountId, only: tokenId }, tx) : [];
  return token && ended.length > 0 ? accept({ name: token.name }) : refuse({ code: "unknown_token" });
};
