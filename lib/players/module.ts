import type { Module } from "#lib/platform/module.ts";
import * as commands from "./commands/index.ts";
import { playerEvents } from "./events.ts";

export const players: Module = {
  name: "players",
  events: playerEvents,
  commands,
  panels: [{ id: "players", href: "/admin/players", permission: "players:read", position: 30 }],
};
