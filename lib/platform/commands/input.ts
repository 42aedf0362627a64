import { z } from "zod";
import { isEncodable, isName, isPlain, lengthOf, normalizeName } from "#lib/core/text.ts";

/**
 * Building blocks for the schemas of input from people and browsers. None accepts a text that a store or a log could
 * not keep.
 */

/** A secret: any text that can be encoded. */
export const rawText = (max: number) => z.string().max(max).refine(isEncodable, "unencodable");

/** Text that people read: without controls other than line breaks, and without characters that change the direction. */
export const plainText = (max: number) => z.string().trim().max(max).refine(isPlain, "not_plain");

/** An id of this system or of a feed: printable ASCII without spaces. */
export const idText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x21-\x7e]+$/);

/** A UUID in canonical lower case, however it was sent (RFC 9562, section 4). */
export const uuidText = () => z.uuid().toLowerCase();

/** A name that other people see, in its normal form; its length is counted in characters. */
export const nameText = (min: number, max: number) =>
  z
    .string()
    .max(4 * max)
    .transform(normalizeName)
    .refine((name) => lengthOf(name) >= min && lengthOf(name) <= max, "length")
    .refine(isName, "not_a_name");

/** A calendar day of the current era, YYYY-MM-DD. PostgreSQL has no year 0. */
export const dayText = z.iso.date().refine((day) => day >= "1900" && day < "2200", "not_of_our_time");

/** For commands with `idempotency: "key"`: made by the client once per intended change; a retry sends it again. */
export const idempotencyKey = () => uuidText().optional();
