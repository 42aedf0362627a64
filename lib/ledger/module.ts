import { z } from "zod";
import { env } from "#lib/platform/config/env.ts";
import { defineJob } from "#lib/platform/jobs/job.ts";
import type { Module } from "#lib/platform/module.ts";
import { rollUpHouse } from "./index.ts";
import { LEDGER_INVARIANTS } from "./invariants.ts";
import * as permissions from "./permissions.ts";
import { LEDGER_DATA } from "./personal-data.ts";

const rollUpHouseJob = defineJob({
  name: "roll-up-house",
  payload: z.object({}),
  cron: "17 * * * *",
  run: async () => {
    await rollUpHouse();
    return undefined;
  },
});

export const ledger: Module = {
  name: "ledger",
  permissions: Object.values(permissions),
  jobs: [rollUpHouseJob],
  panels: [{ id: "ledger", href: "/admin/ledger", permission: permissions.ledgerRead, position: 60 }],
  personalData: LEDGER_DATA,
  invariants: LEDGER_INVARIANTS,
  transferCodes: {
    adjustment: "adjustments",
    receivable_booked: "adjustments",
    receivable_repaid: "adjustments",
  },
  partitions: [
    {
      what: "entries",
      keepMonths: () => env().BET_RETENTION_MONTHS,
      prepare: rollUpHouse,
    },
  ],
};
