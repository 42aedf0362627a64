import { z } from "zod";
import { nameText, uuidText } from "#lib/platform/commands/input.ts";

/** How long a token may be good, in days. Staff's for 90 at most. */
export const TOKEN_DAYS = { player: ["7", "30", "90", "365"], staff: ["1", "7", "30", "90"] } as const;

/** The name of a command or of a permission. */
const Scope = z
  .string()
  .max(80)
  .regex(/^[a-z_]+[.:][a-z_]+$/);

const tokenInput = <const Days extends readonly [string, ...string[]]>(days: Days) =>
  z.object({
    name: nameText(1, 60),
    scopes: z.preprocess(
      (sent) => (typeof sent === "string" ? [sent] : sent),
      z.array(Scope).min(1).max(100),
    ),
    days: z.enum(days),
  });

export const CreateTokenInput = tokenInput(TOKEN_DAYS.player);
export const CreateStaffTokenInput = tokenInput(TOKEN_DAYS.staff);
export type CreateTokenInput = { name: string; scopes: string[]; days: string };

export const RevokeTokenInput = z.object({ tokenId: uuidText() });

export type CreateTokenRefusal =
  /** There are twenty that are good. */
  | { code: "too_many_tokens" }
  /** No command or permission of this name may be given to a token of this account. */
  | { code: "unknown_scope"; scope: string };

export type RevokeTokenRefusal = { code: "unknown_token" };

/** A token as its owner sees it. `id` is that of its session, which audit entries name. */
export type TokenView = {
  id: string;
  name: string;
  /** Its last characters. */
  hint: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
  /** Null: not used yet. */
  lastUsedAt: Date | null;
};
