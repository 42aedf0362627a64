import { db } from "#lib/platform/database/db.ts";
import { type WordedMail, wordMail } from "./compose.ts";
import { isDemoMailbox } from "./transport.ts";

export type MailView = WordedMail & { id: string; to: string; at: Date };

const PAGE_SIZE = 50;

/**
 * The newest mails of demo mode, to one address or to all, as they would have been sent. Null where mails are really sent: nobody
 * may read them here then.
 */
export const demoMailbox = async (address: string | null): Promise<MailView[] | null> => {
  if (!isDemoMailbox()) return null;
  const mails = await db().mail.findMany({
    where: { sentAt: { not: null }, ...(address && { address }) },
    orderBy: { createdAt: "desc" },
    take: PAGE_SIZE,
  });
  return mails.flatMap(({ id, address: to, createdAt: at, ...mail }) => {
    const worded = wordMail(mail);
    return worded ? [{ ...worded, id, to, at }] : [];
  });
};
