import type { Module } from "#lib/platform/module.ts";
import { playerEvents } from "./events.ts";

export const players: Module = { name: "players", events: playerEvents };
