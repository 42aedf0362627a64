import { audit } from "#lib/audit/module.ts";
import { backoffice } from "#lib/backoffice/module.ts";
import { cashier } from "#lib/cashier/module.ts";
import { ledger } from "#lib/ledger/module.ts";
import { notifications } from "#lib/notifications/module.ts";
import type { Module } from "#lib/platform/module.ts";
import { players } from "#lib/players/module.ts";
import { realtime } from "#lib/realtime/module.ts";
import { sportsbook } from "#lib/sportsbook/module.ts";

/** Every module, in the order of the layers. Adding a module is adding its line. */
export const MODULES: readonly Module[] = [
  ledger,
  audit,
  players,
  sportsbook,
  cashier,
  notifications,
  backoffice,
  realtime,
];

type Lists = {
  [Part in keyof Module as NonNullable<Module[Part]> extends readonly unknown[]
    ? Part
    : never]-?: Module[Part];
};

/** All that the modules register of one kind. */
export const registered = <Part extends keyof Lists>(part: Part): NonNullable<Lists[Part]>[number][] =>
  MODULES.flatMap((module): NonNullable<Lists[Part]>[number][] => [...((module as Lists)[part] ?? [])]);
