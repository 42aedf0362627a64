import { isEncodable } from "#lib/core/text.ts";

/**
 * Whether the body of a call of a server action can be read at all. React writes arguments as JSON, in whose texts a dollar
 * sign begins what JSON has no word for; Next answers a body that it cannot decode as if the site were broken. So a body is
 * looked at first: plain values, dates, bigints and forms pass, everything else that can be written that way does not.
 */

const ARGUMENTS_MAX = 16;
const DEPTH_MAX = 32;
/** Values in the arguments, and parts of a form. The largest honest call has some 250. */
const ELEMENTS_MAX = 2_000;
const PARTS_MAX = 200;

/** A dollar sign itself, what JSON cannot say, bigints, dates, and the form beside the arguments. */
const SPECIAL = /^\$(\$|undefined$|NaN$|-0$|-?Infinity$|n-?\d{1,20}$|D|K[\da-f]{1,4}$)/;
/** In a form that was sent without scripts: where the bound arguments stand. */
const BOUND = /^\$@[\da-f]{1,4}$/;

const isReadable = (root: unknown, special: (text: string) => boolean): boolean => {
  let left = ELEMENTS_MAX;
  const readable = (value: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > DEPTH_MAX) return false;
    if (typeof value === "string") return isEncodable(value) && (!value.startsWith("$") || special(value));
    if (typeof value !== "object" || value === null) return true;
    return (
      Object.keys(value).every(isEncodable) && Object.values(value).every((each) => readable(each, depth + 1))
    );
  };
  return readable(root, 0);
};

const parsed = (text: FormDataEntryValue | null): unknown => {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isSpecial = (text: string): boolean => SPECIAL.test(text);

const areArguments = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= ARGUMENTS_MAX && isReadable(value, isSpecial);

/** A form that a page without scripts sent: the parts that name the action and its bound arguments. */
const isPlainForm = (form: FormData): boolean =>
  [...form].every(([name, value]) => {
    const part = /^\$ACTION_(\d{1,4}):([\da-f]{1,4})$/.exec(name);
    if (!part) return true;
    const given = parsed(value);
    const has = (text: string): boolean =>
      isSpecial(text) || (BOUND.test(text) && form.has(`$ACTION_${part[1]}:${text.slice(2)}`));
    return given !== undefined && isReadable(given, has);
  }) &&
  [...form.keys()].every((name) => {
    const reference = /^\$ACTION_REF_(\d{1,4})$/.exec(name);
    return !reference || form.has(`$ACTION_${reference[1]}:0`);
  });

const isMultipart = (contentType: string): boolean => /^multipart\/form-data/i.test(contentType);

/** More dividers than a form of this site has parts. Counted in the bytes, because reading a form costs much more. */
const hasTooManyParts = (body: Buffer, contentType: string): boolean => {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,100})"|([^;\s]{1,100}))/i.exec(contentType) ?? [];
  const divider = `--${quoted ?? plain ?? ""}`;
  let parts = 0;
  for (let at = body.indexOf(divider); at >= 0; at = body.indexOf(divider, at + divider.length)) {
    parts += 1;
    if (parts > PARTS_MAX + 1) return true;
  }
  return false;
};

/**
 * Whether a server action may be given this body.
 * @param called by name in a header, as scripts do; else it is a form of a page without scripts
 */
export const isActionBody = async (body: Buffer, contentType: string, called: boolean): Promise<boolean> => {
  if (!isMultipart(contentType)) return areArguments(parsed(body.toString()));
  if (hasTooManyParts(body, contentType)) return false;
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch {
    return false;
  }
  for (const [name, value] of form)
    if (!isEncodable(name) || typeof value !== "string" || !isEncodable(value)) return false;
  if (!called) return isPlainForm(form);
  // Beside the arguments only fields of forms, whose names begin with an underscore.
  return (
    areArguments(parsed(form.get("0"))) && [...form.keys()].every((name) => name === "0" || name[0] === "_")
  );
};
