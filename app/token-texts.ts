import "server-only";
import { getTranslations } from "next-intl/server";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { CreateTokenRefusal } from "#lib/players/schema.ts";

const FIELD = { name: "wrongName", days: "wrongDays", scopes: "wrongScopes" } as const;

/** What the form for a new token shows. */
export const createdText = async (result: ActionResult<{ token: string }, CreateTokenRefusal>) => {
  const t = await getTranslations("tokens");
  return {
    field: (name: string) => t(FIELD[name as keyof typeof FIELD] ?? "wrongScopes"),
    refusal: (refusal: CreateTokenRefusal) =>
      refusal.code === "unknown_scope"
        ? { field: "scopes", text: t("unknown_scope", { scope: refusal.scope }) }
        : { text: t("too_many_tokens") },
    done: () => t("created"),
    extra: (result.ok ? { token: result.value.token } : {}) as { token?: string },
  };
};

/** What the form that ends a token shows. */
export const revokedText = async () => {
  const t = await getTranslations("tokens");
  return { field: () => t("unknown"), refusal: () => ({ text: t("unknown") }), done: () => t("revoked") };
};
