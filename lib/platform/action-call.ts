/**
 * Whether the body of a call of a server action can be read at all. React writes arguments as JSON, in whose texts a dollar
 * sign begins what JSON has no word for; Next answers a body that it cannot decode as if the site were broken. So a body is
 * looked at first: plain values, dates, bigints and forms pass, everything else that can be written that way does not.
 */

const BODY_BYTES_MAX = 1_048_576;
const ARGUMENTS_MAX = 16;
const DEPTH_MAX = 32;

/** A dollar sign itself, what JSON cannot say, bigints, dates, and the form beside the arguments. */
const SPECIAL = /^\$(\$|undefined$|NaN$|-0$|-?Infinity$|n-?\d{1,400}$|D|K[\da-f]{1,4}$)/;
/** In a form that was sent without scripts: where the bound arguments stand. */
const BOUND = /^\$@[\da-f]{1,4}$/;

const readable = (value: unknown, special: (text: string) => boolean, depth = 0): boolean => {
  if (depth > DEPTH_MAX) return false;
  if (typeof value === "string") return !value.startsWith("$") || special(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every((each) => readable(each, special, depth + 1));
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
  Array.isArray(value) && value.length <= ARGUMENTS_MAX && readable(value, isSpecial);

/** A form that a page without scripts sent: the parts that name the action and its bound arguments. */
const isPlainForm = (form: FormData): boolean =>
  [...form].every(([name, value]) => {
    const part = /^\$ACTION_(\d{1,4}):([\da-f]{1,4})$/.exec(name);
    if (!part) return true;
    const given = parsed(value);
    const has = (text: string): boolean =>
      isSpecial(text) || (BOUND.test(text) && form.has(`$ACTION_${part[1]}:${text.slice(2)}`));
    return given !== undefined && readable(given, has);
  }) &&
  [...form.keys()].every((name) => {
    const reference = /^\$ACTION_REF_(\d{1,4})$/.exec(name);
    return !reference || form.has(`$ACTION_${reference[1]}:0`);
  });

const isReadable = async (body: ArrayBuffer, contentType: string, called: boolean): Promise<boolean> => {
  if (!/^multipart\/form-data/i.test(contentType))
    return areArguments(parsed(new TextDecoder().decode(body)));
  let form: FormData;
  try {
    form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    return false;
  }
  if (!called) return isPlainForm(form);
  // Beside the arguments only fields of forms, whose names begin with an underscore.
  return (
    areArguments(parsed(form.get("0"))) && [...form.keys()].every((name) => name === "0" || name[0] === "_")
  );
};

/** The status to refuse this request with, or null when it may go on. */
export const refusalOfCall = async (request: Request): Promise<400 | 413 | null> => {
  if (request.method !== "POST") return null;
  const contentType = request.headers.get("content-type") ?? "";
  const called = request.headers.has("next-action");
  if (!called && !/^multipart\/form-data/i.test(contentType)) return null;
  if (Number(request.headers.get("content-length")) > BODY_BYTES_MAX) return 413;
  let body: ArrayBuffer;
  try {
    body = await request.arrayBuffer();
  } catch {
    return 400;
  }
  if (body.byteLength > BODY_BYTES_MAX) return 413;
  return (await isReadable(body, contentType, called)) ? null : 400;
};

/** Whether an address can be read: what is written with percent signs is text, and has no NUL, which no database keeps. */
export const isReadableAddress = (address: string): boolean => {
  try {
    return !decodeURIComponent(address).includes("\0");
  } catch {
    return false;
  }
};
