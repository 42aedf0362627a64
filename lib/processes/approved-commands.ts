import type { AnyCommand } from "#lib/platform/commands/define.ts";
import { MODULES } from "./modules.ts";

/** The command of this name, if one of its kind can wait for a second person. */
export const approvableCommand = (name: string): AnyCommand | undefined =>
  MODULES.flatMap(({ commands = {} }) => Object.values(commands)).find(
    ({ definition }) => definition.name === name && definition.fourEyes,
  );
