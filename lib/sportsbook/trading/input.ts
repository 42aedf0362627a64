import { z } from "zod";
import { ODDS_MAX, ODDS_MIN } from "#lib/core/odds.ts";
import { lengthOf } from "#lib/core/text.ts";
import { plainText } from "#lib/platform/commands/input.ts";

/** ×10⁻⁴, from the lowest price that is offered to the highest. */
export const OddsText = z
  .string()
  .regex(/^\d{5,9}$/)
  .transform((text) => BigInt(text))
  .refine((odds) => odds >= ODDS_MIN && odds <= ODDS_MAX, "out_of_range");

export const Note = plainText(500)
  .transform((text) => (text === "" ? null : text))
  .nullish();

/** A name that staff give to what players see: one line of so many characters, shown as it is written. */
export const ownName = (max: number) =>
  plainText(4 * max)
    .transform((text) => text.replaceAll(/\s+/gu, " ").trim())
    .refine((name) => lengthOf(name) >= 1 && lengthOf(name) <= max, "length");

/** Whether two names read the same. */
export const sameName = (one: string, other: string): boolean => comparable(one) === comparable(other);

const comparable = (name: string): string =>
  name
    .normalize("NFKC")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase();

/** Minor units of the base currency. */
export const Limit = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform((text) => BigInt(text));

export const WEEK_MINUTES = 10_080;
