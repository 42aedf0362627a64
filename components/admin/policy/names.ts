import { BASE_CURRENCY, fieldText, type PolicyChange, type PolicyField } from "#lib/backoffice/schema.ts";
import type { Format } from "../format.ts";
import { marketName, type Translate } from "../names.ts";

export type SportNames = Readonly<Record<string, string>>;

/** What a field is for: a sport, a kind of market, a currency, or all others. */
export const termName = (t: Translate, { kind, of }: PolicyField, sports: SportNames): string => {
  if (of === null) return t(`policy.others.${kind}`);
  if (kind === "inPlayDelayMs") return sports[of] ?? of;
  if (kind !== "liabilityMax" && kind !== "earlyPayoutLead") return t(`policy.limit.${kind}`);
  const participants = [t("policy.team"), t("policy.team")];
  const [sportId = "", type = of] = of.split("/", 2);
  return t("policy.ofSport", {
    market: marketName(t, { sportId, marketType: type, specifiers: "", participants }),
    sport: sports[sportId] ?? sportId,
  });
};

/** Fields that are read and written in per cent. */
const isShare = (
  kind: PolicyField["kind"],
): kind is "cashOutMarginBp" | "cashOutSlippageBp" | "builderMarginBp" =>
  kind === "cashOutMarginBp" || kind === "cashOutSlippageBp" || kind === "builderMarginBp";

/** The field in full, as a list of changes names it: "Liability limit, Match result". */
export const fieldName = (t: Translate, field: PolicyField, sports: SportNames): string => {
  const { kind, of } = field;
  if (kind === "pastPostToleranceMs") return t("policy.pastPost");
  if (kind === "referralMs")
    return t("policy.named", { name: t("policy.group.referralMs"), of: termName(t, field, sports) });
  if (
    kind === "marketStakeTimes" ||
    kind === "eventStakeTimes" ||
    kind === "combinationPayoutMax" ||
    isShare(kind)
  )
    return termName(t, field, sports);
  if (kind === "inPlayDelayMs" || kind === "liabilityMax" || kind === "earlyPayoutLead")
    return t("policy.named", { name: t(`policy.group.${kind}`), of: termName(t, field, sports) });
  return kind === "exchange"
    ? t("policy.worth", { currency: of ?? "" })
    : t("policy.named", { name: t(`policy.limit.${kind}`), of: of ?? "" });
};

/** A value with its unit: "€40,000.00", "5 s", "1.16 EUR". */
export const valueText = (
  t: Translate,
  format: Format,
  { kind, of, places }: PolicyField,
  value: bigint | null,
): string => {
  if (kind === "earlyPayoutLead")
    return value === null ? t("policy.never") : t("policy.ahead", { value: fieldText(value, places) });
  if (value === null)
    return t(kind === "inPlayDelayMs" || kind === "liabilityMax" ? "policy.asOthers" : "policy.notOffered");
  if (kind === "marketStakeTimes" || kind === "eventStakeTimes")
    return t("policy.times", { value: fieldText(value, places) });
  if (isShare(kind)) return t("policy.percent", { value: fieldText(value, places) });
  if (kind === "liabilityMax" || kind === "combinationPayoutMax") return format.money(value, BASE_CURRENCY);
  if (kind === "inPlayDelayMs" || kind === "pastPostToleranceMs" || kind === "referralMs")
    return t("policy.seconds", { value: fieldText(value, places) });
  if (kind === "exchange") return t("policy.rate", { value: fieldText(value, places), base: BASE_CURRENCY });
  return format.money(value, of ?? BASE_CURRENCY);
};

/** One change as a line of plain text. */
export const changeLine = (t: Translate, format: Format, change: PolicyChange, sports: SportNames) => ({
  name: fieldName(t, change.field, sports),
  before: valueText(t, format, change.field, change.before),
  after: valueText(t, format, change.field, change.after),
});
