import { z } from "zod";
import { defineJob } from "#lib/platform/jobs/job.ts";
import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";
import { giveUpDeposits } from "./deposit.ts";
import { cashierEvents } from "./events.ts";
import { CASHIER_INVARIANTS } from "./invariants.ts";

const giveUpDepositsJob = defineJob({
  name: "give-up-deposits",
  payload: z.object({}),
  cron: "*/10 * * * *",
  run: async () => ({ depositsGivenUp: await giveUpDeposits() }),
});

export const cashier: Module = {
  name: "cashier",
  events: cashierEvents,
  commands,
  jobs: [giveUpDepositsJob],
  invariants: CASHIER_INVARIANTS,
  transferCodes: { deposit: "deposits" },
};
