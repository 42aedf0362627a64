import type { Module } from "#lib/platform/module.ts";
import { cashierEvents } from "./events.ts";

export const cashier: Module = { name: "cashier", events: cashierEvents };
