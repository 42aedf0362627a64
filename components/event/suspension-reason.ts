import { reasonName, type SportTranslator } from "#lib/i18n/market-names.ts";

/**
 * What in the event betting is paused for, in the words of its sport. Null for every other reason: what stops us ourselves, and
 * what traders write for themselves, is not for players. A bet's refusal names source and reason ("feed:goal"), a view only the
 * reason.
 */
export const suspensionReason = (
  sports: SportTranslator,
  sportId: string | undefined,
  code: string,
): string | null => {
  const [source, reason = ""] = code.includes(":") ? code.split(":", 2) : ["", code];
  return source === "staff" ? null : reasonName(sports, sportId, reason);
};
