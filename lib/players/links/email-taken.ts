import { db } from "#lib/platform/database/db.ts";
import { bool, statement, text } from "#lib/platform/database/statement.ts";
import { isDemoAddress } from "../demo.ts";

const reserved = statement({
  text: `select exists (select from account_link where kind = 'undo_email_change' and email = $1
                           and used_at is null and expires_at > clock_timestamp()) as reserved`,
  params: [text],
  row: { reserved: bool },
});

/** Whether the address has an account, or had one until some days ago and may get it back. */
export const isTaken = async (email: string): Promise<boolean> => {
  if (isDemoAddress(email)) return true;
  const [player, staff, kept] = await Promise.all([
    db().player.findUnique({ where: { email }, select: { id: true } }),
    db().staffAccount.findUnique({ where: { email, status: "active" }, select: { id: true } }),
    reserved.first([email]),
  ]);
  return player !== null || staff !== null || kept?.reserved === true;
};
