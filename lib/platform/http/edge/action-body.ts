import { isEncodable } from "#lib/core/text.ts";

/**
 * Limits what React has to decode. Pages call commands by server actions, whose bodies are JSON, or a form with JSON
 * in some of its parts; no page sends anything larger, deeper or with references beyond a plain value or a form.
 * Programs use the HTTP API.
 */

const ARGUMENTS_MAX = 16;
const DEPTH_MAX = 32;
/** Values in the arguments, and parts of a form. The largest legitimate call has some 250. */
const VALUES_MAX = 2_000;
const PARTS_MAX = 200;

/**
 * React prefixes with a dollar sign what JSON cannot express: a dollar sign, a number, a date, the form beside the
 * arguments.
 */
const PLAIN = /^\$(\$|undefined$|NaN$|-0$|-?Infinity$|n-?\d{1,20}$|D|K[\da-f]{1,4}$)/;
/** A form that a page without scripts sends refers to its own parts, too. */
const PART = /^\$@[\da-f]{1,4}$/;

const parsed = (text: FormDataEntryValue | null): unknown => {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isReadable = (root: unknown, refersToParts = false): boolean => {
  let left = VALUES_MAX;
  const readable = (value: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > DEPTH_MAX) return false;
    if (typeof value === "string")
      return (
        isEncodable(value) && (value[0] !== "$" || PLAIN.test(value) || (refersToParts && PART.test(value)))
      );
    if (typeof value !== "object" || value === null) return value !== undefined;
    return Object.entries(value).every(([name, each]) => isEncodable(name) && readable(each, depth + 1));
  };
  return readable(root, 0);
};

const areArguments = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= ARGUMENTS_MAX && isReadable(value);

/** Counted in the bytes, because parsing a form costs much more. */
export const hasTooManyParts = (body: Buffer, contentType: string, partsMax: number = PARTS_MAX): boolean => {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,100})"|([^;\s]{1,100}))/i.exec(contentType) ?? [];
  const divider = `--${quoted ?? plain ?? ""}`;
  let parts = 0;
  for (let at = body.indexOf(divider); at >= 0; at = body.indexOf(divider, at + divider.length)) {
    parts += 1;
    if (parts > partsMax + 1) return true;
  }
  return false;
};

/**
 * Whether a server action may be given this body.
 * @param called by name in a header, as scripts do; else it is a form of a page without scripts
 */
export const isActionBody = async (body: Buffer, contentType: string, called: boolean): Promise<boolean> => {
  if (!/^multipart\/form-data/i.test(contentType)) return areArguments(parsed(body.toString()));
  if (hasTooManyParts(body, contentType)) return false;
  let parts: [string, FormDataEntryValue][];
  try {
    const headers = { "content-type": contentType };
    parts = [...(await new Response(new Uint8Array(body), { headers }).formData())];
  } catch {
    return false;
  }
  if (called && !parts.some(([name]) => name === "0")) return false;
  return parts.every(([name, value]) => {
    if (!isEncodable(name) || typeof value !== "string" || !isEncodable(value)) return false;
    // Beside the arguments only fields of forms, whose names begin with an underscore.
    if (called) return name === "0" ? areArguments(parsed(value)) : name[0] === "_";
    return !/^\$ACTION_\d+:/.test(name) || isReadable(parsed(value), true);
  });
};
