import type { EventDefinition } from "./messaging/event.ts";

/** What a module registers with the platform's mechanisms. `lib/processes/modules.ts` lists the modules. */
export type Module = {
  name: string;
  events?: readonly EventDefinition[];
};
