import type { AnyCommand } from "#lib/platform/commands/define.ts";
import { MODULES, processCommands } from "#lib/processes/index.ts";

const all: AnyCommand[] = [...MODULES.map(({ commands = {} }) => commands), processCommands].flatMap(
  (commands) => Object.values(commands),
);

/** Every command and query of the platform, by name. */
export const COMMANDS: ReadonlyMap<string, AnyCommand> = new Map(
  all.map((command) => [command.definition.name, command]),
);
if (COMMANDS.size !== all.length) throw new Error("two commands have the same name");
