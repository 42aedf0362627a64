import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";
import { backofficeEvents } from "./events.ts";
import * as permissions from "./permissions.ts";

export const backoffice: Module = {
  name: "backoffice",
  events: backofficeEvents,
  commands,
  permissions: Object.values(permissions),
  panels: [
    { id: "overview", href: "/admin", permission: null, position: 0 },
    { id: "approvals", href: "/admin/approvals", permission: permissions.approvalsDecide, position: 75 },
    { id: "processes", href: "/admin/processes", permission: permissions.healthRead, position: 80 },
  ],
};
