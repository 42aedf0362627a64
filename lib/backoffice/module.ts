import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";

export const backoffice: Module = {
  name: "backoffice",
  commands,
  panels: [
    { id: "overview", href: "/admin", permission: null, position: 0 },
    { id: "processes", href: "/admin/processes", permission: "health:read", position: 80 },
  ],
};
