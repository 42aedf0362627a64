import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

let root = "";
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The names of the rules that a project of these files breaks. */
const broken = (files: Record<string, string>): string[] => {
  root = mkdtempSync(join(tmpdir(), "evens-rules-"));
  const all = {
    "package.json": JSON.stringify({ type: "module", imports: { "#lib/*": "./lib/*" } }),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  const folders = [...new Set(Object.keys(files).map((path) => path.split("/")[0] as string))];
  const { stdout } = spawnSync(
    process.execPath,
    [CRUISER, "--config", join(ROOT, ".dependency-cruiser.cjs"), "--output-type", "json", ...folders],
    { cwd: root, encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
};

const VALUE = "export const value = 1;\n";
const importing = (path: string): string => `import { value } from "${path}";\nexport const own = value;\n`;

it("lets a module import a lower layer through its public API", () => {
  expect(
    broken({
      "lib/ledger/index.ts": VALUE,
      "lib/players/index.ts": importing("#lib/ledger/index.ts"),
      "components/slip.tsx": importing("#lib/players/schema.ts"),
      "lib/players/schema.ts": VALUE,
    }),
  ).toEqual([]);
});

it.each([
  ["a layer above", "lib/ledger/index.ts", "lib/players/index.ts", "layer-ledger"],
  ["a module of the same layer", "lib/cashier/index.ts", "lib/sportsbook/betting/index.ts", "layer-cashier"],
  ["a module past its public API", "lib/cashier/index.ts", "lib/ledger/post.ts", "public-api-ledger"],
  [
    "a sportsbook module past its public API",
    "lib/sportsbook/betting/place.ts",
    "lib/sportsbook/markets/writer.ts",
    "public-api-sportsbook-markets",
  ],
  ["a page from lib", "lib/players/index.ts", "app/session.ts", "lib-below-app"],
  ["a tool of tests", "lib/audit/index.ts", "lib/platform/testing/rows.ts", "tests-only"],
  ["the platform from core", "lib/core/money.ts", "lib/platform/database/db.ts", "core-is-pure"],
  [
    "a server API from a component",
    "components/slip.tsx",
    "lib/sportsbook/betting/index.ts",
    "components-stay-in-the-browser",
  ],
])("catches who imports %s", (_, from, to, rule) => {
  const up = "../".repeat(from.split("/").length - 1);
  const path = to.startsWith("lib/") ? `#${to}` : `${up}${to}`;
  expect(broken({ [to]: VALUE, [from]: importing(path) })).toContain(rule);
});

it("catches React in lib, and what only imports a type", () => {
  expect(
    broken({ "lib/players/index.ts": 'import { useState } from "react";\nexport { useState };\n' }),
  ).toContain("lib-without-next-or-react");
  expect(
    broken({
      "lib/players/index.ts": "export type Player = { id: string };\n",
      "lib/ledger/index.ts":
        'import type { Player } from "#lib/players/index.ts";\nexport type Owner = Player;\n',
    }),
  ).toContain("layer-ledger");
});

it("catches a circle", () => {
  expect(
    broken({
      "lib/players/index.ts": 'import { two } from "./two.ts";\nexport const one = () => two;\n',
      "lib/players/two.ts": 'import { one } from "./index.ts";\nexport const two = () => one;\n',
    }),
  ).toContain("no-circular");
});
