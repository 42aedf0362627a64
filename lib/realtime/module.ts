import type { Module } from "#lib/platform/module.ts";
import { realtimeSubscriber } from "./subscriber.ts";

export const realtime: Module = { name: "realtime", subscribers: [() => realtimeSubscriber] };
