import { globSync, readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import type { AnyCommand } from "#lib/platform/commands/define.ts";

process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none";
process.env.AUTH_SECRET ??= "test-secret-test-secret-test-secret";
process.env.PUBLIC_URL = "http://localhost:3000";
process.env.LOG_LEVEL = "silent";

let commands: AnyCommand[];
beforeAll(async () => {
  commands = [...(await import("./commands.ts")).COMMANDS.values()];
  // It loads every module, which takes long on a busy machine.
}, 60_000);

type Schema = {
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** Objects that let through fields which they do not name, by their path. A record with typed keys is none. */
const openObjects = (schema: Schema, path: string): string[] => {
  const { properties = {}, additionalProperties, propertyNames, items } = schema;
  const parts = [
    ...Object.entries(properties).map(([name, each]) => openObjects(each, `${path}.${name}`)),
    ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
      (list ?? []).map((each) => openObjects(each, path)),
    ),
    items ? openObjects(items, `${path}[]`) : [],
    typeof additionalProperties === "object" ? openObjects(additionalProperties, `${path}.*`) : [],
  ].flat();
  const isOpen =
    additionalProperties === true ||
    (typeof additionalProperties === "object" && Object.keys(additionalProperties).length === 0);
  return isOpen && !propertyNames ? [path, ...parts] : parts;
};

it("no command sees a field that its input does not name (mass assignment)", () => {
  const open = commands.flatMap(({ definition: { name, input } }) =>
    openObjects(z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Schema, name),
  );
  expect(open).toEqual([]);
});

it("no command's parsed input has more fields than were named, whatever is sent beside them", () => {
  const beside = {
    role: "administrator",
    roles: ["administrator"],
    status: "active",
    playerId: "x",
    id: "x",
  };
  for (const { definition } of commands) {
    const read = definition.input.safeParse({ ...beside, __proto__: { admin: true } });
    if (!read.success || typeof read.data !== "object" || read.data === null) continue;
    const named = Object.keys((definition.input as { shape?: object }).shape ?? {});
    expect([definition.name, Object.keys(read.data).filter((key) => !named.includes(key))]).toEqual([
      definition.name,
      [],
    ]);
  }
});

it("every file that is downloaded for a spreadsheet is written by what disarms formulas", () => {
  const files = globSync("{app,lib}/**/*.{ts,tsx}", { exclude: ["**/generated/**", "**/*.test.ts"] }).filter(
    (file) => readFileSync(file, "utf8").includes("text/csv"),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const file of files)
    expect([file, readFileSync(file, "utf8").includes("csvHead")]).toEqual([file, true]);
});
