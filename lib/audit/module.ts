import type { Module } from "#lib/platform/module.ts";
import * as permissions from "./permissions.ts";

export const audit: Module = {
  name: "audit",
  permissions: Object.values(permissions),
  panels: [{ id: "audit", href: "/admin/audit", permission: permissions.auditRead, position: 70 }],
};
