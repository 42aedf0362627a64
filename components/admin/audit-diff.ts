export type FieldChange = { field: string; before: string | null; after: string | null };

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const flatten = (value: unknown, path: string, into: Map<string, string>): void => {
  if (isPlain(value) && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${name}` : name, into);
  } else if (value !== undefined && value !== null && path !== "") {
    into.set(path, typeof value === "string" ? value : JSON.stringify(value));
  }
};

/** The recorded fields of an audit entry, changed ones first; null where one side lacks the field. */
export const fieldChanges = (before: unknown, after: unknown): FieldChange[] => {
  const [was, is] = [new Map<string, string>(), new Map<string, string>()];
  flatten(before, "", was);
  flatten(after, "", is);
  const all = [...new Set([...was.keys(), ...is.keys()])].map((field) => ({
    field,
    before: was.get(field) ?? null,
    after: is.get(field) ?? null,
  }));
  const changed = (change: FieldChange): boolean => change.before !== change.after;
  return [...all.filter(changed), ...all.filter((change) => !changed(change))];
};
