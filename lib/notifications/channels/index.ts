import type { Channel, ChannelName } from "./channel.ts";
import { inApp } from "./in-app/deliver.ts";
import { mail } from "./mail/deliver.ts";

export const CHANNELS: Readonly<Record<ChannelName, Channel>> = { "in-app": inApp, mail };
