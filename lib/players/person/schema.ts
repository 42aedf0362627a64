import { z } from "zod";
import { lengthOf, normalizeName } from "#lib/core/text.ts";
import { nameText, plainText } from "#lib/platform/commands/input.ts";

/** One line of an address: letters of any script, digits, and what addresses are written with. */
const addressLine = (min: number, max: number) =>
  plainText(4 * max)
    .transform(normalizeName)
    .refine((line) => lengthOf(line) >= min && lengthOf(line) <= max, "length")
    .refine((line) => !/[\n\r\t<>]/.test(line), "not_a_line");

/** Names as they stand in a passport, and where the person lives. */
export const PersonFields = {
  firstName: nameText(1, 60),
  lastName: nameText(1, 60),
  street: addressLine(3, 100),
  city: addressLine(1, 60),
  /** Empty where the country has none. */
  postcode: addressLine(0, 12)
    .transform((code) => (code === "" ? null : code.toUpperCase()))
    .nullish()
    .transform((code) => code ?? null),
};

export const PersonInput = z.object(PersonFields);
export type Person = z.output<typeof PersonInput>;

/** Countries whose addresses have a postcode that we ask for: those of the jurisdictions that we have policies for. */
export const asksPostcode = (country: string): boolean =>
  ["GB", "DE", "ES", "NL", "SE", "MT"].includes(country);

export type PersonRefusal =
  | { code: "postcode_missing" }
  /** The name was verified, or is being looked at: support changes it. */
  | { code: "name_locked" };
