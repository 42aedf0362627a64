import { backofficeCommands } from "#lib/backoffice/index.ts";
import { cashierCommands } from "#lib/cashier/index.ts";
import { notificationCommands } from "#lib/notifications/index.ts";
import type { AnyCommand } from "#lib/platform/commands/define.ts";
import { playerCommands } from "#lib/players/index.ts";
import { processCommands } from "#lib/processes/index.ts";
import { bettingCommands } from "#lib/sportsbook/betting/index.ts";

const all: AnyCommand[] = [
  playerCommands,
  cashierCommands,
  bettingCommands,
  notificationCommands,
  backofficeCommands,
  processCommands,
].flatMap((commands) => Object.values(commands));

/** Every command and query of the platform, by name. */
export const COMMANDS: ReadonlyMap<string, AnyCommand> = new Map(
  all.map((command) => [command.definition.name, command]),
);
if (COMMANDS.size !== all.length) throw new Error("two commands have the same name");
