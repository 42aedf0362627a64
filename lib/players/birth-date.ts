import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { BirthDateFault, DatePart } from "./errors.ts";

/** What people type into the three fields of a date. */
export type WrittenDate = Record<DatePart, string>;

const FORMS: readonly (readonly [DatePart, RegExp, min: number, max: number])[] = [
  ["day", /^\d{1,2}$/, 1, 31],
  ["month", /^\d{1,2}$/, 1, 12],
  ["year", /^\d{4}$/, 1, 9999],
];

/**
 * The calendar date, YYYY-MM-DD, of day, month and year in figures, or the first invalid field. Whether the date is
 * plausible as a birth date is not checked here.
 */
export const birthDateOf = (written: WrittenDate): Result<string, BirthDateFault> => {
  const parts = FORMS.map(([part, form, min, max]) => ({ part, text: written[part].trim(), form, min, max }));
  if (parts.every(({ text }) => text === "")) return refuse({ code: "missing", part: null });
  for (const { part, text, form, min, max } of parts) {
    if (text === "") return refuse({ code: "missing", part });
    if (!form.test(text) || Number(text) < min || Number(text) > max) return refuse({ code: "wrong", part });
  }
  const [day, month, year] = parts.map(({ text }) => Number(text)) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) return refuse({ code: "no_such_day", part: "day" });
  return accept(date.toISOString().slice(0, 10));
};
