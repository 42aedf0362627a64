/**
 * Arguments and answers of server actions on the wire, as React writes them (react-server-dom, "Flight"): JSON rows by
 * number, in whose texts a dollar sign begins a reference or a value that JSON has no word for.
 */

type Encoded = { body: string | FormData; contentType: string | null };

const isPlain = (value: object): boolean =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object);

/** The body of a call with these arguments. Forms, plain objects, lists, dates, bigints and plain values. */
export const encodeArguments = (args: readonly unknown[]): Encoded => {
  const parts = new FormData();
  let count = 0;
  const wire = (value: unknown): unknown => {
    if (value === undefined) return "$undefined";
    if (typeof value === "bigint") return `$n${value}`;
    if (typeof value === "string") return value.startsWith("$") ? `$${value}` : value;
    if (value === null || typeof value === "number" || typeof value === "boolean") return value;
    if (value instanceof Date) return `$D${value.toJSON()}`;
    if (value instanceof FormData) {
      count += 1;
      for (const [name, field] of value) parts.append(`_${count.toString(16)}_${name}`, field);
      return `$K${count.toString(16)}`;
    }
    if (Array.isArray(value)) return value.map(wire);
    if (typeof value === "object" && isPlain(value))
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, wire(each)]));
    throw new Error(`an action cannot be given ${String(value)}`);
  };
  const root = JSON.stringify(args.map(wire));
  if (count === 0) return { body: root, contentType: "text/plain;charset=UTF-8" };
  parts.append("0", root);
  return { body: parts, contentType: null };
};

type Row = { tag: string; text: string };

const NEWLINE = 0x0a;
const COLON = 0x3a;
const COMMA = 0x2c;
// Rows that tell their length instead of ending with the line: text, and binary arrays.
const SIZED = new Set("TAOoUSsLlGgMmVb");

const rowsOf = (bytes: Buffer): Map<number, Row> => {
  const rows = new Map<number, Row>();
  for (let at = 0; at < bytes.length; ) {
    const colon = bytes.indexOf(COLON, at);
    if (colon < 0) break;
    const id = Number.parseInt(bytes.toString("latin1", at, colon) || "0", 16);
    const first = String.fromCharCode(bytes[colon + 1] ?? NEWLINE);
    const tag = /[A-Za-z]/.test(first) ? first : "";
    let from = colon + 1 + tag.length;
    let end: number;
    if (SIZED.has(tag)) {
      const comma = bytes.indexOf(COMMA, from);
      const length = Number.parseInt(bytes.toString("latin1", from, comma), 16);
      from = comma + 1;
      end = from + length;
      at = end;
    } else {
      end = bytes.indexOf(NEWLINE, from);
      if (end < 0) end = bytes.length;
      at = end + 1;
    }
    rows.set(id, { tag, text: bytes.toString("utf8", from, end) });
  }
  return rows;
};

const reader = (rows: Map<number, Row>) => {
  const known = new Map<number, unknown>();

  const rowValue = (id: number): unknown => {
    if (known.has(id)) return known.get(id);
    const row = rows.get(id);
    if (!row) throw new Error(`the answer ended before its row ${id}`);
    if (row.tag === "E") throw new Error(`the action threw: ${row.text}`);
    if (row.tag !== "" && row.tag !== "T") throw new Error(`an answer with a row of kind ${row.tag}`);
    const value = row.tag === "T" ? row.text : revive(JSON.parse(row.text));
    known.set(id, value);
    return value;
  };

  /** "1f", or "1f:legs:0" for a part of that row. */
  const referred = (text: string): unknown => {
    const [id = "", ...path] = text.split(":");
    return path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown>)[name],
      rowValue(Number.parseInt(id, 16)),
    );
  };

  const reviveText = (text: string): unknown => {
    if (!text.startsWith("$")) return text;
    const rest = text.slice(2);
    switch (text[1]) {
      case undefined:
      case "L":
      case "S":
      case "h":
        // An element, what it is drawn by, a symbol, another action: no value.
        return null;
      case "$":
        return text.slice(1);
      case "@":
        return referred(rest);
      case "n":
        return BigInt(rest);
      case "D":
        return new Date(rest);
      case "u":
        return undefined;
      case "Q":
        return new Map(referred(rest) as [unknown, unknown][]);
      case "W":
        return new Set(referred(rest) as unknown[]);
      case "I":
        return Number.POSITIVE_INFINITY;
      case "N":
        return Number.NaN;
      case "-":
        return text === "$-0" ? -0 : Number.NEGATIVE_INFINITY;
      default:
        return referred(text.slice(1));
    }
  };

  const revive = (value: unknown): unknown => {
    if (typeof value === "string") return reviveText(value);
    if (Array.isArray(value)) return value.map(revive);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each)]));
  };

  return { revive, rowValue };
};

/** What the action returned. Throws what it threw, as far as the server tells. */
export const decodeAnswer = (bytes: Buffer): unknown => {
  const rows = rowsOf(bytes);
  const root = rows.get(0);
  if (!root) throw new Error("an answer without a first row");
  // Beside the answer stands the page that may have to be drawn again; we have none.
  const { a } = JSON.parse(root.text) as { a: unknown };
  return reader(rows).revive(a);
};

/** The values that a page sends its components, row by row. What names code or is drawn elsewhere is left out. */
export const decodeRows = (bytes: Buffer): unknown[] => {
  const rows = rowsOf(bytes);
  const { rowValue } = reader(rows);
  return [...rows].flatMap(([id, { tag }]) => {
    if (tag !== "") return [];
    try {
      return [rowValue(id)];
    } catch {
      return [];
    }
  });
};
