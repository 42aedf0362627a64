import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Where a table is read or written from outside the module that owns it. */
export type ForeignAccess = { file: string; table: string };
export type Table = { name: string; delegate: string; owner: string };

const SCHEMA = "prisma/schema";
const SKIPPED = /\.test\.tsx?$|\/testing\/|\/testing\.ts$|\/generated\//;

/** lib/<module>, also for the parts of a module that has parts: lib/sportsbook/betting is the sportsbook's. */
const moduleNamed = (name: string): string => {
  if (existsSync(join("lib", name))) return name;
  const parent = readdirSync("lib").find((module) => existsSync(join("lib", module, name)));
  if (!parent) throw new Error(`${SCHEMA}/${name}.prisma is named after no module`);
  return parent;
};

/** Every table with its owner: the module that its schema file is named after. */
export const tablesOf = (folder = SCHEMA): Table[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".prisma"))
    .flatMap((file) => {
      const owner = moduleNamed(basename(file, ".prisma"));
      const models = readFileSync(join(folder, file), "utf8").matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm);
      return [...models].map(([, model = "", body = ""]) => ({
        name: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model,
        delegate: model.charAt(0).toLowerCase() + model.slice(1),
        owner,
      }));
    });

export const moduleOf = (file: string): string =>
  file.startsWith("lib/") ? (file.split("/")[1] ?? "") : (file.split("/")[0] ?? "");

/** String and template literals of a TypeScript file, without what is put into them. */
export const literalsIn = (source: string): string[] => {
  const found: string[] = [];
  const scan = (from: number, until: string): number => {
    let depth = 0;
    let at = from;
    while (at < source.length) {
      const char = source.charAt(at);
      if (char === until && depth === 0) return at;
      if (char === "{") depth += 1;
      if (char === "}") depth -= 1;
      if (source.startsWith("//", at) && source.charAt(at - 1) !== ":") {
        const end = source.indexOf("\n", at);
        at = end < 0 ? source.length : end;
      } else if (source.startsWith("/*", at)) {
        const end = source.indexOf("*/", at);
        at = end < 0 ? source.length : end + 2;
      } else if (char === "`") {
        let text = "";
        at += 1;
        while (at < source.length && source.charAt(at) !== "`") {
          if (source.charAt(at) === "\\") at += 2;
          else if (source.startsWith("${", at)) {
            at = scan(at + 2, "}") + 1;
            text += " $ ";
          } else {
            text += source.charAt(at);
            at += 1;
          }
        }
        found.push(text);
        at += 1;
      } else if (char === '"') {
        const end = /["\n]/g;
        end.lastIndex = at + 1;
        const text = /^"(?:\\.|[^"\\\n])*"/.exec(source.slice(at));
        if (text) found.push(text[0].slice(1, -1));
        at += text ? text[0].length : 1;
      } else at += 1;
    }
    return at;
  };
  scan(0, "");
  return found;
};

// Writing an event into the outbox is how modules publish; reading it is the platform's.
const PUBLIC = /\binsert\s+into\s+outbox\b/gi;

const withoutComments = (sql: string): string =>
  sql
    .replace(/\/\*[\s\S]*?\*\//g, " ")
    .replace(/--.*$/gm, " ")
    .replace(PUBLIC, " ");

const named = (tables: readonly Table[]): string => tables.map(({ name }) => name).join("|");

/** Tables that a piece of SQL reads or writes: after from, join, into, update or using, or further on in the same list. */
export const tablesIn = (sql: string, tables: readonly Table[]): Set<string> => {
  const text = withoutComments(sql);
  const first = `\\b(?:from|join|into|update|using|truncate|only)\\s+(?:only\\s+|lateral\\s+)?(${named(tables)})\\b(?!\\s*[.(]|\\s*=)`;
  const later = `,\\s*(${named(tables)})\\s+(?!(?:from|as|text|uuid|bigint|integer|boolean|jsonb?)\\b)\\w+`;
  const found = new Set<string>();
  for (const [, name = ""] of text.matchAll(new RegExp(first, "gi"))) found.add(name.toLowerCase());
  for (const [, name = ""] of text.matchAll(new RegExp(later, "gi"))) found.add(name.toLowerCase());
  const written = /\binto\s+(\w+)\s*\(/gi;
  for (const [, name = ""] of text.matchAll(written))
    if (tables.some((table) => table.name === name.toLowerCase())) found.add(name.toLowerCase());
  return found;
};

const METHODS =
  "find\\w+|count|aggregate|groupBy|create|createMany\\w*|update|updateMany\\w*|upsert|delete|deleteMany";

/** Tables that TypeScript code reads or writes through Prisma. */
export const delegatesIn = (source: string, tables: readonly Table[]): Set<string> => {
  const call = new RegExp(
    `\\.\\s*(${tables.map(({ delegate }) => delegate).join("|")})\\s*\\.\\s*(?:${METHODS})\\s*\\(`,
    "g",
  );
  return new Set(
    [...source.matchAll(call)].flatMap(([, delegate]) =>
      tables.filter((table) => table.delegate === delegate).map(({ name }) => name),
    ),
  );
};

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter(
      (file) => /\.(tsx?|sql)$/.test(file) && !file.endsWith("database/schema.sql") && !SKIPPED.test(file),
    )
    .sort();

const LOOKS_LIKE_SQL = /\b(?:select|insert into|update|delete from|from|join)\b/;

/** Every table that code under lib and app reads or writes though another module owns it. */
export const foreignAccess = (folders: readonly string[] = ["lib", "app"]): ForeignAccess[] => {
  const tables = tablesOf();
  const found: ForeignAccess[] = [];
  for (const file of folders.flatMap(filesIn)) {
    const text = readFileSync(file, "utf8");
    const foreign = tables.filter(({ owner }) => owner !== moduleOf(file));
    const sql = file.endsWith(".sql")
      ? [text]
      : literalsIn(text).filter((literal) => LOOKS_LIKE_SQL.test(literal));
    const touched = new Set([
      ...sql.flatMap((literal) => [...tablesIn(literal, foreign)]),
      ...(file.endsWith(".sql") ? [] : delegatesIn(text, foreign)),
    ]);
    for (const table of [...touched].sort()) found.push({ file, table });
  }
  return found;
};
