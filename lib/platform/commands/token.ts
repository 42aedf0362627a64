import type { AnyDefinition } from "./define.ts";

/** Who an API token acts for, and the names of the commands and permissions that it is for. */
export type TokenHolder = { session: unknown; scopes: readonly string[] };

/** Areas of commands that are about who holds an account. Whoever holds a token holds less than that. */
const OF_THE_HOLDER = new Set([
  "account",
  "approval",
  "email",
  "identity",
  "passkey",
  "password",
  "session",
  "token",
  "totp",
]);

const areaOf = (name: string): string => name.slice(0, name.indexOf("."));

/** Whether API tokens may be given this command. */
export const mayUseToken = ({ name, actor, stepUp, byToken }: AnyDefinition): boolean =>
  byToken ?? (actor !== "visitor" && !stepUp && !OF_THE_HOLDER.has(areaOf(name)));

/** Whether a token with these scopes may call the command: one names the command, or the permission that it requires. */
export const inScope = (definition: AnyDefinition, scopes: readonly string[]): boolean =>
  mayUseToken(definition) &&
  scopes.some((scope) => scope === definition.name || scope === definition.permission?.name);
