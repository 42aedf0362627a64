import { z } from "zod";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { defineJob, type JobQueue, type Sweep } from "#lib/platform/jobs/job.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";
import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";
import { cashierEvents, paymentChanged, providerEventReceived } from "./events.ts";
import { CASHIER_INVARIANTS } from "./invariants.ts";
import {
  compareWithProvider,
  overdueProviderEvents,
  processProviderEvent,
  sweepPayments,
} from "./payments/process.ts";
import * as permissions from "./permissions.ts";
import { CASHIER_DATA } from "./personal-data.ts";
import { providers } from "./providers/index.ts";
import { progressWithdrawal, waitingWithdrawals } from "./withdrawals/pay.ts";

const COMPARED_MS = 3 * 24 * 3_600_000;

const processProviderEventJob = defineJob({
  name: "process-provider-event",
  payload: z.object({ providerEventId: z.string().regex(/^\d+$/) }),
  run: async ({ providerEventId }) => {
    await processProviderEvent(BigInt(providerEventId));
    return { providerEventsProcessed: 1 };
  },
});

const queueEvent = (queue: JobQueue, providerEventId: string): Promise<void> =>
  queue.add(processProviderEventJob, { providerEventId }, { key: `provider event ${providerEventId}` });

const progressWithdrawalJob = defineJob({
  name: "progress-withdrawal",
  payload: z.object({ paymentId: z.guid() }),
  run: async ({ paymentId }) => {
    await progressWithdrawal(paymentId);
    return { withdrawalsProgressed: 1 };
  },
});

const queueWithdrawal = (queue: JobQueue, paymentId: string): Promise<void> =>
  queue.add(progressWithdrawalJob, { paymentId }, { key: `withdrawal ${paymentId}` });

const requeueWithdrawals: Sweep = {
  name: "requeue-withdrawals",
  everyMs: 60_000,
  run: async (queue) => {
    for (const id of await waitingWithdrawals()) await queueWithdrawal(queue, id);
    return undefined;
  },
};

const eventSubscriber = (queue: JobQueue): Subscriber => ({
  name: "cashier",
  audiences: ["cashier"],
  handle: async (events) => {
    for (const event of events) {
      const received = payloadOf(event, providerEventReceived);
      if (received) await queueEvent(queue, received.providerEventId);
      const payment = payloadOf(event, paymentChanged);
      if (payment?.state === "requested" || payment?.state === "approved" || payment?.state === "sent")
        await queueWithdrawal(queue, payment.paymentId);
    }
  },
});

const requeueEvents: Sweep = {
  name: "requeue-provider-events",
  everyMs: 30_000,
  run: async (queue) => {
    for (const id of await overdueProviderEvents()) await queueEvent(queue, String(id));
    return undefined;
  },
};

const sweepPaymentsJob = defineJob({
  name: "sweep-payments",
  payload: z.object({}),
  cron: "*/10 * * * *",
  run: async () => ({ paymentsFollowed: await sweepPayments() }),
});

// Three days, for which providers repeat their messages.
const comparePaymentsJob = defineJob({
  name: "compare-payments",
  payload: z.object({}),
  cron: "23 4 * * *",
  background: true,
  run: async () => {
    const since = new Date((await databaseNowMs()) - COMPARED_MS);
    for (const provider of providers()) await compareWithProvider(provider, since);
    return undefined;
  },
});

export const cashier: Module = {
  name: "cashier",
  events: cashierEvents,
  commands,
  subscribers: [eventSubscriber],
  permissions: Object.values(permissions),
  jobs: [processProviderEventJob, progressWithdrawalJob, sweepPaymentsJob, comparePaymentsJob],
  sweeps: [requeueEvents, requeueWithdrawals],
  personalData: CASHIER_DATA,
  invariants: CASHIER_INVARIANTS,
  transferCodes: {
    deposit: "deposits",
    deposit_suspended: null,
    withdrawal: "withdrawals",
    withdrawal_returned: "withdrawals",
    withdrawal_paid: null,
    withdrawal_unpaid: null,
  },
};
