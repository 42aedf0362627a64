import { z } from "zod";
import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { defineJob, type JobQueue, type Sweep } from "#lib/platform/jobs/job.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import type { Subscriber } from "#lib/platform/messaging/relay.ts";
import type { Module } from "#lib/platform/module.ts";
import { log } from "#lib/platform/observability/log.ts";
import * as commands from "./commands/index.ts";
import { progressReturns } from "./desk/returns.ts";
import {
  cashierEvents,
  instrumentRemoved,
  paymentChanged,
  providerEventsReceived,
  reconciliationAsked,
} from "./events.ts";
import { importEcbRates } from "./fx/ecb.ts";
import { FX_INVARIANTS } from "./fx/invariants.ts";

import { CASHIER_INVARIANTS } from "./invariants.ts";
import { processProviderEvents, providerEventsDue } from "./payments/process.ts";
import { comparePayments, sweepPayments } from "./payments/sweep.ts";
import * as permissions from "./permissions.ts";
import { CASHIER_DATA } from "./personal-data.ts";
import { BANK_INVARIANTS } from "./providers/bank/invariants.ts";
import { bankSubscriber, processBankStatementJob, requeueStatements } from "./providers/bank/jobs.ts";
import { findUntracedCoins, scanChains } from "./providers/crypto/run.ts";
import { providerNamed, providers } from "./providers/index.ts";
import { reconcile } from "./reconciliation/run.ts";
import { progressWithdrawal, waitingWithdrawals } from "./withdrawals/pay.ts";

const COMPARED_MS = 3 * 24 * 3_600_000;
const COMPARED_PAYOUTS_MS = 35 * 24 * 3_600_000;

/** Batches of one run: more of them wait for the next, behind other jobs. */
const BATCHES_MAX = 50;

const processProviderEventsJob = defineJob({
  name: "process-provider-events",
  payload: z.object({}),
  run: async () => {
    let count = 0;
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const claimed = await processProviderEvents();
      if (claimed === 0) break;
      count += claimed;
    }
    return { providerEventsProcessed: count };
  },
});

/** One job for all events that are due: those that come while it has not begun are in it. */
const queueEvents = (queue: JobQueue): Promise<void> =>
  queue.add(processProviderEventsJob, {}, { key: "provider events" });

const progressWithdrawalJob = defineJob({
  name: "progress-withdrawal",
  payload: z.object({ paymentId: z.guid() }),
  run: async ({ paymentId }) => {
    await progressWithdrawal(paymentId);
    return { withdrawalsProgressed: 1 };
  },
});

const forgetInstrumentJob = defineJob({
  name: "forget-instrument",
  payload: z.object({ provider: z.string(), objectId: z.string() }),
  run: async ({ provider, objectId }) => {
    await providerNamed(provider)?.forget?.(objectId);
    return { instrumentsForgotten: 1 };
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

const DAY_MS = 24 * 3_600_000;

const reconcileJob = defineJob({
  name: "reconcile-provider",
  payload: z.object({ provider: z.string(), sinceMs: z.number(), untilMs: z.number() }),
  background: true,
  run: async ({ provider: id, sinceMs, untilMs }) => {
    const provider = providerNamed(id);
    const done = provider && (await reconcile(provider, new Date(sinceMs), new Date(untilMs)));
    return { differencesFound: Number(done?.found ?? 0n) };
  },
});

// After the comparison that finds lost payments, so that what is left is a difference.
const reconcileAllJob = defineJob({
  name: "reconcile-providers",
  payload: z.object({}),
  cron: "40 5 * * *",
  background: true,
  run: async () => {
    const now = await databaseNowMs();
    const since = new Date(Math.floor(now / DAY_MS) * DAY_MS - COMPARED_MS);
    for (const provider of providers())
      await reconcile(provider, since, new Date(now)).catch((error) =>
        log.error({ err: error, provider: provider.id }, "reconciliation failed"),
      );
    return undefined;
  },
});

const eventSubscriber = (queue: JobQueue): Subscriber => ({
  name: "cashier",
  audiences: ["cashier"],
  handle: async (events) => {
    if (events.some((event) => payloadOf(event, providerEventsReceived))) await queueEvents(queue);
    for (const event of events) {
      const removed = payloadOf(event, instrumentRemoved);
      if (removed) {
        const { provider, objectId } = removed;
        await queue.add(
          forgetInstrumentJob,
          { provider, objectId },
          { key: `forget ${provider} ${objectId}` },
        );
      }
      const asked = payloadOf(event, reconciliationAsked);
      if (asked) {
        const { provider, fromDay, toDay } = asked;
        const [sinceMs, untilMs] = [Date.parse(fromDay), Date.parse(toDay) + DAY_MS];
        await queue.add(reconcileJob, { provider, sinceMs, untilMs }, { key: `reconcile ${provider}` });
      }
      const payment = payloadOf(event, paymentChanged);
      if (payment?.state === "requested" || payment?.state === "approved" || payment?.state === "sent")
        await queueWithdrawal(queue, payment.paymentId);
    }
  },
});

const requeueEvents: Sweep = {
  name: "requeue-provider-events",
  everyMs: 5_000,
  run: async (queue) => {
    if (await providerEventsDue()) await queueEvents(queue);
    return undefined;
  },
};

const scanChainsSweep: Sweep = {
  name: "scan-chains",
  everyMs: 2_000,
  run: async () => {
    await scanChains();
    return undefined;
  },
};

const findUntracedCoinsJob = defineJob({
  name: "find-untraced-coins",
  payload: z.object({}),
  cron: "*/10 * * * *",
  background: true,
  run: async () => ({ untracedCoinsFound: await findUntracedCoins() }),
});

const sweepPaymentsJob = defineJob({
  name: "sweep-payments",
  payload: z.object({}),
  cron: "*/10 * * * *",
  run: async () => ({ paymentsFollowed: await sweepPayments() }),
});

// Three days, for which providers repeat their messages; payouts for longer, since refunds may fail weeks after they succeeded.
const comparePaymentsJob = defineJob({
  name: "compare-payments",
  payload: z.object({}),
  cron: "23 4 * * *",
  background: true,
  run: async () => {
    const now = await databaseNowMs();
    const [since, payoutsSince] = [new Date(now - COMPARED_MS), new Date(now - COMPARED_PAYOUTS_MS)];
    return { paymentsFound: await comparePayments(since, payoutsSince) };
  },
});

// After the bank has published, on its working days; a second time where it was late.
const importRatesJob = defineJob({
  name: "import-ecb-rates",
  payload: z.object({}),
  cron: "20 15,17 * * 1-5",
  background: true,
  run: async () => ({ ratesImported: await importEcbRates() }),
});

const returnSuspenseJob = defineJob({
  name: "return-suspense",
  payload: z.object({}),
  cron: "* * * * *",
  run: async () => ({ suspenseReturned: await progressReturns() }),
});

export const cashier: Module = {
  name: "cashier",
  events: cashierEvents,
  commands,
  subscribers: [eventSubscriber, bankSubscriber],
  permissions: Object.values(permissions),
  panels: [
    { id: "bank", href: "/admin/payments/bank", permission: permissions.paymentsRead, position: 46 },
    { id: "payments", href: "/admin/payments", permission: permissions.paymentsRead, position: 33 },
    { id: "chain", href: "/admin/payments/chain", permission: permissions.paymentsRead, position: 62 },
  ],
  jobs: [
    processProviderEventsJob,
    progressWithdrawalJob,
    forgetInstrumentJob,
    sweepPaymentsJob,
    comparePaymentsJob,
    findUntracedCoinsJob,
    processBankStatementJob,
    importRatesJob,
    returnSuspenseJob,
    reconcileJob,
    reconcileAllJob,
  ],
  sweeps: [requeueEvents, requeueWithdrawals, scanChainsSweep, requeueStatements],
  personalData: CASHIER_DATA,
  invariants: { ...CASHIER_INVARIANTS, ...BANK_INVARIANTS, ...FX_INVARIANTS },
  transferCodes: {
    deposit: "deposits",
    deposit_suspended: null,
    dispute_fee: null,
    dispute_fee_returned: null,
    deposit_charged_back: "deposits",
    deposit_charged_back_reversed: "deposits",
    deposit_exchanged: null,
    deposit_rounded: null,
    bank_debit_unknown: null,
    deposit_suspended_reversed: null,
    payment_fee: null,
    reconciliation_correction: null,
    withdrawal: "withdrawals",
    withdrawal_returned: "withdrawals",
    withdrawal_paid: null,
    withdrawal_unpaid: null,
    network_fee: null,
  },
};
