import type { z } from "zod";
import { readDecimal } from "#lib/core/amount.ts";
import { CURRENCY_CODES, type Currency, decimalsOf, isCurrency } from "#lib/core/money.ts";
import {
  BASE_CURRENCY,
  exchangePlaces,
  PAID_EARLY,
  PolicyDraft,
  type PolicyRules,
} from "#lib/sportsbook/betting/schema.ts";

export const CURRENCY_FIELDS = ["stakeMin", "stakeMax", "payoutMax", "exchange"] as const;

/** Numbers that exist once, not per sport or currency. */
const SINGLE_FIELDS = [
  "marketStakeTimes",
  "eventStakeTimes",
  "combinationPayoutMax",
  "pastPostToleranceMs",
  "cashOutMarginBp",
  "cashOutSlippageBp",
  "builderMarginBp",
  "referralMs",
] as const;
type SingleField = (typeof SINGLE_FIELDS)[number];
const isSingle = (kind: string): kind is SingleField => SINGLE_FIELDS.some((single) => single === kind);

/** One number of the betting policy. */
export type PolicyField = {
  /** Its path in the rules, with dots. */
  name: string;
  kind: "inPlayDelayMs" | "liabilityMax" | "earlyPayoutLead" | SingleField | (typeof CURRENCY_FIELDS)[number];
  /** The sport, "sport/market type" or currency that it applies to; null for the default of all others. */
  of: string | null;
  /** Decimals that staff read and write it with: seconds of milliseconds, currency of minor units. */
  places: number;
  /** If empty, the one with `of: null` applies; a currency with all fields empty is not offered. */
  optional: boolean;
};

export type PolicyTerms = { sports: readonly string[]; marketTypes: readonly string[] };

const MS_PLACES = 3;
/** Hundredths of a per cent, edited per cent. */
const BP_PLACES = 2;

const PLACES: Readonly<Partial<Record<SingleField, number>>> = {
  pastPostToleranceMs: MS_PLACES,
  referralMs: MS_PLACES,
  combinationPayoutMax: decimalsOf(BASE_CURRENCY),
  cashOutMarginBp: BP_PLACES,
  cashOutSlippageBp: BP_PLACES,
  builderMarginBp: BP_PLACES,
};

const term = (kind: "inPlayDelayMs" | "liabilityMax", places: number, of: string | null): PolicyField => ({
  name: of === null ? `${kind}Default` : `${kind}.${of}`,
  kind,
  of,
  places,
  optional: of !== null,
});

const ofCurrency = (code: Currency): PolicyField[] =>
  CURRENCY_FIELDS.filter((kind) => kind !== "exchange" || code !== BASE_CURRENCY).map((kind) => ({
    name: `currencies.${code}.${kind}`,
    kind,
    of: code,
    // Stored per minor unit, edited per whole unit.
    places: kind === "exchange" ? exchangePlaces(code) : decimalsOf(code),
    optional: code !== BASE_CURRENCY,
  }));

/** Every number that these rules have, or could have for the known sports and currencies, in reading order. */
export const policyFields = (rules: PolicyRules, known: PolicyTerms): PolicyField[] => {
  const all = (some: readonly string[], more: object) => [...new Set([...some, ...Object.keys(more)])];
  return [
    ...[null, ...all(known.sports, rules.inPlayDelayMs)].map((of) => term("inPlayDelayMs", MS_PLACES, of)),
    ...[null, ...all(known.marketTypes, rules.liabilityMax)].map((of) =>
      term("liabilityMax", decimalsOf(BASE_CURRENCY), of),
    ),
    ...all(PAID_EARLY, rules.earlyPayoutLead).map((of) => ({
      name: `earlyPayoutLead.${of}`,
      kind: "earlyPayoutLead" as const,
      of,
      places: 0,
      optional: true,
    })),
    ...all(CURRENCY_CODES, rules.currencies).filter(isCurrency).flatMap(ofCurrency),
    ...SINGLE_FIELDS.map((kind) => ({
      name: kind,
      kind,
      of: null,
      places: PLACES[kind] ?? 0,
      optional: false,
    })),
  ];
};

/** The value in these rules, in the smallest unit; null if they have none. */
export const fieldValue = (rules: PolicyRules, { kind, of }: PolicyField): bigint | null => {
  if (isSingle(kind)) return BigInt(rules[kind]);
  if (of === null)
    return kind === "liabilityMax" ? rules.liabilityMaxDefault : BigInt(rules.inPlayDelayMsDefault);
  if (kind === "liabilityMax") return rules.liabilityMax[of] ?? null;
  if (kind === "earlyPayoutLead") {
    const lead = rules.earlyPayoutLead[of];
    return lead === undefined ? null : BigInt(lead);
  }
  if (kind !== "inPlayDelayMs") return rules.currencies[of]?.[kind] ?? null;
  const ms = rules.inPlayDelayMs[of];
  return ms === undefined ? null : BigInt(ms);
};

/**
 * Decimal text without trailing zeros beyond `keep` decimals, in thousands: 4000000n with 2 places is "40,000.00".
 * Negative places add zeros.
 */
export const fieldText = (value: bigint | null, places: number, keep = 0): string => {
  if (value === null) return "";
  if (places < 0) return fieldText(value * 10n ** BigInt(-places), 0, keep);
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = digits
    .slice(digits.length - places)
    .replace(/0+$/, "")
    .padEnd(keep, "0");
  return `${value < 0n ? "-" : ""}${whole}${decimals ? `.${decimals}` : ""}`;
};

/**
 * The inverse of `fieldText`, which also reads what people type: "40,000.5" and spaces between thousands. Null if it
 * is not a number.
 */
export const readField = (text: string, places: number): bigint | null => {
  if (places < 0) {
    const [whole, unit] = [readField(text, 0), 10n ** BigInt(-places)];
    return whole === null || whole % unit !== 0n ? null : whole / unit;
  }
  const [, minus, figures = ""] = /^\s*(-?)(.*)$/s.exec(text) ?? [];
  const read = readDecimal(figures, { decimals: places });
  return !read.ok ? null : minus ? -read.value : read.value;
};

/** A field whose value differs between two sets of rules. */
export type PolicyChange = { field: PolicyField; before: bigint | null; after: bigint | null };

export const policyChanges = (
  before: PolicyRules,
  after: PolicyRules,
  known: PolicyTerms = { sports: [], marketTypes: [] },
): PolicyChange[] => {
  const fields = new Map(
    [before, after].flatMap((rules) => policyFields(rules, known)).map((field) => [field.name, field]),
  );
  return [...fields.values()]
    .map((field) => ({ field, before: fieldValue(before, field), after: fieldValue(after, field) }))
    .filter((change) => change.before !== change.after);
};

/** The rules as they are sent and stored: amounts are text. */
type PolicyWire = {
  currencies: Record<string, Record<string, string>>;
  liabilityMax: Record<string, string>;
  inPlayDelayMs: Record<string, number>;
  earlyPayoutLead: Record<string, number>;
  [name: string]: unknown;
};

const wireOf = (rules: PolicyRules): PolicyWire => ({
  ...rules,
  currencies: Object.fromEntries(
    Object.entries(rules.currencies).map(([code, limits]) => [
      code,
      Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, value.toString()])),
    ]),
  ),
  liabilityMax: Object.fromEntries(
    Object.entries(rules.liabilityMax).map(([code, value]) => [code, value.toString()]),
  ),
  liabilityMaxDefault: rules.liabilityMaxDefault.toString(),
  combinationPayoutMax: rules.combinationPayoutMax.toString(),
  inPlayDelayMs: { ...rules.inPlayDelayMs },
  earlyPayoutLead: { ...rules.earlyPayoutLead },
});

const write = (wire: PolicyWire, { name, kind, of }: PolicyField, value: bigint | null): void => {
  const isAmount =
    kind === "combinationPayoutMax" ||
    !(kind === "inPlayDelayMs" || kind === "earlyPayoutLead" || isSingle(kind));
  const written = isAmount ? `${value}` : Number(value);
  if (of === null) wire[name] = written;
  else if (kind === "inPlayDelayMs" || kind === "liabilityMax" || kind === "earlyPayoutLead") {
    const byTerm: Record<string, unknown> = wire[kind];
    if (value === null) delete byTerm[of];
    else byTerm[of] = written;
  } else {
    const limits = wire.currencies[of] ?? {};
    if (value === null) delete limits[kind];
    else limits[kind] = String(written);
    if (Object.keys(limits).length === 0) delete wire.currencies[of];
    else wire.currencies[of] = limits;
  }
};

/** The rules with `texts` in place of the current values, or by the field's name why a text is invalid. */
export const draftOf = (
  rules: PolicyRules,
  fields: readonly PolicyField[],
  texts: Readonly<Record<string, string>>,
): { wire: z.input<typeof PolicyDraft>; rules: PolicyDraft } | { errors: Record<string, string> } => {
  const wire = wireOf(rules);
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const text = texts[field.name];
    if (text === undefined) continue;
    const value = readField(text, field.places);
    if (text.trim() === "" && field.optional) write(wire, field, null);
    else if (text.trim() === "") errors[field.name] = "missing";
    else if (value === null) errors[field.name] = "not_a_number";
    else write(wire, field, value);
  }
  const read = PolicyDraft.safeParse(wire);
  for (const { path, code, message } of read.error?.issues ?? [])
    errors[path.join(".")] ??=
      code === "custom" ? message : code === "invalid_type" ? "missing" : "out_of_range";
  if (Object.keys(errors).length > 0 || !read.data) return { errors };
  // It has just been read as one.
  return { wire: wire as unknown as z.input<typeof PolicyDraft>, rules: read.data };
};
