import type { Module } from "#lib/platform/module.ts";
import { bettingEvents } from "./betting/events.ts";
import { settlementEvents } from "./settlement/events.ts";

export const sportsbook: Module = { name: "sportsbook", events: [...bettingEvents, ...settlementEvents] };
