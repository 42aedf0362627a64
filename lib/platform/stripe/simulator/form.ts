/** Stripe's nested form fields: "metadata[payment_id]=x" and "types[0]=card", or "types[]=card". */
export type Form = { [name: string]: string | Form };

/** Reads an encoded body into nested objects. */
export const readForm = (body: string): Form => {
  const form: Form = {};
  for (const [path, value] of new URLSearchParams(body)) {
    const [first = "", ...rest] = path.replaceAll("]", "").split("[");
    let at = form;
    for (const [index, name] of [first, ...rest].entries()) {
      const key = name === "" ? String(Object.keys(at).length) : name;
      if (index === rest.length) at[key] = value;
      else {
        const inner = at[key];
        const next = typeof inner === "object" ? inner : {};
        at[key] = next;
        at = next;
      }
    }
  }
  return form;
};

export const textAt = (form: Form, ...path: string[]): string | undefined => {
  let at: string | Form | undefined = form;
  for (const name of path) at = typeof at === "object" ? at[name] : undefined;
  return typeof at === "string" ? at : undefined;
};

export const formAt = (form: Form, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof form[name] === "object" ? form[name] : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
