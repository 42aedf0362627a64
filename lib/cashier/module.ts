import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";
import { cashierEvents } from "./events.ts";
import { CASHIER_INVARIANTS } from "./invariants.ts";

export const cashier: Module = {
  name: "cashier",
  events: cashierEvents,
  commands,
  invariants: CASHIER_INVARIANTS,
  transferCodes: { deposit: "deposits" },
};
