import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

export type StripeObject = { id: string; object: string; created: number; [field: string]: unknown };

/** A refusal in the form of Stripe's API. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: object;
  constructor(status: number, error: Record<string, unknown>) {
    super(String(error.message ?? error.code ?? "refused"));
    this.status = status;
    this.body = { error: { type: "invalid_request_error", ...error } };
  }
}

export const missing = (id: string) =>
  new ApiError(404, { code: "resource_missing", message: `No such object: '${id}'` });

/** One line of the file: an object as it was then, or a fact by its name. */
type Line = { object: StripeObject } | { fact: string; value: unknown };

export type Store = {
  make(prefix: string, object: string, fields: Record<string, unknown>): StripeObject;
  get(id: string, object: string): StripeObject;
  /** The object of this name, whatever it is. */
  find(id: string): StripeObject | undefined;
  /** Changes an object, and writes it down. */
  set(object: StripeObject, fields: Record<string, unknown>): StripeObject;
  list(object: string, keep?: (each: StripeObject) => boolean): StripeObject[];
  /** What the simulator knows besides objects, such as how a card behaves. */
  note(fact: string, value: unknown): void;
  noted<T>(fact: string): T | undefined;
  facts(prefix: string): [string, unknown][];
};

/**
 * The objects of a Stripe account. With a file they survive a restart: every change is appended before the call that made it is answered, and the
 * file is written anew, without what was overtaken, when it is opened.
 */
export const openStore = (file: string | null): Store => {
  const objects = new Map<string, StripeObject>();
  const facts = new Map<string, unknown>();
  const write = (line: Line): void => {
    if (file !== null) appendFileSync(file, `${JSON.stringify(line)}\n`);
  };

  if (file !== null && existsSync(file)) {
    for (const text of readFileSync(file, "utf8").split("\n")) {
      let line: Line;
      try {
        line = JSON.parse(text) as Line;
      } catch {
        // The last line was cut off by a crash.
        continue;
      }
      if ("object" in line) objects.set(line.object.id, line.object);
      else facts.set(line.fact, line.value);
    }
    const lines = [
      ...[...objects.values()].map((object) => ({ object })),
      ...[...facts].map(([fact, value]) => ({ fact, value })),
    ];
    writeFileSync(`${file}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    renameSync(`${file}.new`, file);
  }

  const get = (id: string, object: string): StripeObject => {
    const found = objects.get(id);
    if (found?.object !== object) throw missing(id);
    return found;
  };

  return {
    get,
    find: (id) => objects.get(id),
    make: (prefix, object, fields) => {
      const id = `${prefix}_${randomBytes(12).toString("hex")}`;
      const made = {
        id,
        object,
        created: Math.floor(Date.now() / 1_000),
        livemode: false,
        ...fields,
      } as StripeObject;
      objects.set(id, made);
      write({ object: made });
      return made;
    },
    set: (object, fields) => {
      Object.assign(object, fields);
      write({ object });
      return object;
    },
    list: (object, keep = () => true) =>
      [...objects.values()].filter((each) => each.object === object && keep(each)).reverse(),
    note: (fact, value) => {
      facts.set(fact, value);
      write({ fact, value });
    },
    noted: <T>(fact: string) => facts.get(fact) as T | undefined,
    facts: (prefix) => [...facts].filter(([fact]) => fact.startsWith(prefix)),
  };
};
