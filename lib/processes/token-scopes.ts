import { refuse } from "#lib/core/result.ts";
import { mayUseToken } from "#lib/platform/commands/token.ts";
import { may, type StaffRole } from "#lib/platform/permission.ts";
import { MODULES } from "./modules.ts";

/** What a token may be given: commands for players, permissions for staff; a staff token may name single commands as well. */
export type TokenScope = { scope: string; commands: { name: string; summary: string }[] };

const commandsOf = (kind: "player" | "staff") =>
  MODULES.flatMap(({ commands = {} }) => Object.values(commands))
    .map(({ definition }) => definition)
    .filter((definition) => definition.actor === kind && mayUseToken(definition));

/** The commands that a player's token may be given, by area. */
export const playerScopes = (): TokenScope[] =>
  commandsOf("player").map(({ name, summary }) => ({ scope: name, commands: [{ name, summary }] }));

/** The permissions of these roles that let a token do something, with the commands that each is for. */
export const staffScopes = (roles: readonly StaffRole[]): TokenScope[] => {
  const byPermission = new Map<string, TokenScope["commands"]>();
  for (const { name, summary, permission } of commandsOf("staff"))
    if (permission && may({ roles }, permission))
      byPermission.set(permission.name, [...(byPermission.get(permission.name) ?? []), { name, summary }]);
  return [...byPermission].map(([scope, commands]) => ({ scope, commands }));
};

/** The refusal of a scope that would let a token do nothing, which is a slip of the pen; null if there is none. */
export const unknownScope = ({ kind }: { kind: "player" | "staff" }, scopes: readonly string[]) => {
  const known = new Set<string>(
    commandsOf(kind).flatMap(({ name, permission }) => (permission ? [name, permission.name] : [name])),
  );
  const scope = scopes.find((each) => !known.has(each));
  return scope === undefined ? null : refuse({ code: "unknown_scope" as const, scope });
};
