import { reasonName, type SportTranslator } from "#lib/i18n/market-names.ts";

/**
 * What in the event suspended betting, as the sport calls it. Null for every other reason: our own problems, and what
 * traders note for themselves, are not for players. A bet's refusal has source and reason ("feed:goal"), a view only
 * the reason.
 */
export const suspensionReason = (
  sports: SportTranslator,
  sportId: string | undefined,
  code: string,
): string | null => {
  const [source, reason = ""] = code.includes(":") ? code.split(":", 2) : ["", code];
  return source === "staff" ? null : reasonName(sports, sportId, reason);
};
