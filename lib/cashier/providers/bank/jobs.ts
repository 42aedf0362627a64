import { z } from "zod";
import { defineJob, type JobQueue, type Sweep } from "#lib/platform/jobs/job.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";
import { bankStatementImported } from "../../events.ts";
import { overdueStatements } from "./statements/entries.ts";
import { processStatement } from "./statements/process.ts";

export const processBankStatementJob = defineJob({
  name: "process-bank-statement",
  payload: z.object({ statementId: z.guid() }),
  run: async ({ statementId }) => ({ bankEntriesProcessed: await processStatement(statementId) }),
});

const queueStatement = (queue: JobQueue, statementId: string): Promise<void> =>
  queue.add(processBankStatementJob, { statementId }, { key: `bank statement ${statementId}` });

export const bankSubscriber = (queue: JobQueue): Subscriber => ({
  name: "bank",
  audiences: ["bank"],
  handle: async (events) => {
    for (const event of events) {
      const imported = payloadOf(event, bankStatementImported);
      if (imported) await queueStatement(queue, imported.statementId);
    }
  },
});

export const requeueStatements: Sweep = {
  name: "requeue-bank-statements",
  everyMs: 60_000,
  run: async (queue) => {
    for (const id of await overdueStatements()) await queueStatement(queue, id);
    return undefined;
  },
};
