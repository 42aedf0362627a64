import type { Module } from "#lib/platform/module.ts";

export const audit: Module = {
  name: "audit",
  panels: [{ id: "audit", href: "/admin/audit", permission: "audit:read", position: 70 }],
};
