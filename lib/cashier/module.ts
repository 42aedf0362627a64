import type { Module } from "#lib/platform/module.ts";
import { cashierEvents } from "./events.ts";
import { CASHIER_INVARIANTS } from "./invariants.ts";

export const cashier: Module = {
  name: "cashier",
  events: cashierEvents,
  invariants: CASHIER_INVARIANTS,
  transferCodes: { deposit: "deposits" },
};
