import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";
import { playerEvents } from "./events.ts";
import { EXCLUSION_INVARIANTS } from "./exclusion/invariants.ts";
import * as permissions from "./permissions.ts";

export const players: Module = {
  name: "players",
  events: playerEvents,
  permissions: Object.values(permissions),
  commands,
  invariants: EXCLUSION_INVARIANTS,
  panels: [{ id: "players", href: "/admin/players", permission: permissions.playersRead, position: 30 }],
};
