import { z } from "zod";
import { db } from "#lib/platform/database/db.ts";
import { float8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import { log } from "#lib/platform/observability/log.ts";
import { composeMail } from "./compose.ts";
import { handOver, isDemoMailbox, isForGood } from "./transport.ts";

const markSent = statement({
  text: "update mail set sent_at = clock_timestamp() where id = $1 and sent_at is null and failed_at is null",
  params: [uuid],
  row: {},
});
const markFailed = statement({
  text: `update mail set failed_at = clock_timestamp(), failure = $2
          where id = $1 and sent_at is null and failed_at is null`,
  params: [uuid, text],
  row: {},
});

const REASON_LENGTH_MAX = 300;

const giveUp = async (mailId: string, reason: string): Promise<{ mailsFailed: number }> => {
  log.warn({ mailId, reason }, "a mail will not be sent");
  await markFailed.run([mailId, reason.slice(0, REASON_LENGTH_MAX)]);
  return { mailsFailed: 1 };
};

/**
 * Sends one mail. What the server refuses for good is recorded as failed; anything else is tried again by the queue. When
 * the process dies between the server's answer and ours, the mail goes out twice under one Message-ID.
 */
export const sendMailJob = defineJob({
  name: "send-mail",
  // A slow server keeps mails waiting for each other, and nothing else.
  background: true,
  payload: z.object({ mailId: z.guid() }),
  run: async ({ mailId }) => {
    const mail = await db().mail.findUnique({ where: { id: mailId, sentAt: null, failedAt: null } });
    if (!mail) return undefined;
    const composed = composeMail(mail);
    if (!composed) return giveUp(mailId, "the catalogue has no such mail");
    try {
      if (!isDemoMailbox()) await handOver(composed);
    } catch (error) {
      if (!isForGood(error)) throw error;
      return giveUp(mailId, (error as Error).message);
    }
    await markSent.run([mailId]);
    return { mailsSent: 1 };
  },
});

const KEEP_DAYS = 30;

const forget = statement({
  text: "delete from mail where created_at < now() - $1 * interval '1 day'",
  params: [float8],
  row: {},
});

export const forgetMailsJob = defineJob({
  name: "forget-mails",
  payload: z.object({}),
  cron: "53 3 * * *",
  run: async () => {
    await forget.run([KEEP_DAYS]);
    return undefined;
  },
});
