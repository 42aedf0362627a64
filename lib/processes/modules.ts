import { cashier } from "#lib/cashier/module.ts";
import type { Module } from "#lib/platform/module.ts";
import { players } from "#lib/players/module.ts";
import { sportsbook } from "#lib/sportsbook/module.ts";

/** Every module, in the order of the layers. Adding a module is adding its line. */
export const MODULES: readonly Module[] = [players, cashier, sportsbook];

/** All that the modules register under one name. */
export const registered = <Part extends Exclude<keyof Module, "name">>(
  part: Part,
): NonNullable<Module[Part]>[number][] =>
  MODULES.flatMap((module) => [...((module[part] ?? []) as NonNullable<Module[Part]>[number][])]);
