import { z } from "zod";
import { accept } from "#lib/core/result.ts";
import { ledgerRead } from "#lib/ledger/permissions.ts";
import { defineQuery } from "#lib/players/index.ts";
import { verifyInvariants } from "../invariants.ts";

/** Runs the invariants of every module; each report names the rows that break one. */
export const verifyInvariantsQuery = defineQuery({
  name: "ledger.verify",
  summary: "Runs the invariants of money and bets.",
  actor: "staff",
  permission: ledgerRead,
  input: z.object({}),
  refusals: {},
  run: async () => accept(await verifyInvariants()),
});
