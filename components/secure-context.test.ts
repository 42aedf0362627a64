import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

/** What browsers withhold from pages on plain http, such as a site on an address of the local network. */
const WITHHELD =
  /\bcrypto\.(randomUUID|subtle)\b|\bnavigator\.locks\b|\bnavigator\.storage\b|\bshow(Open|Save)FilePicker\b/;
/** Used only where it is there, or with words where it is not. */
const GUARDED: Record<string, RegExp> = {
  "components/bets/share-button.tsx": /navigator\.(share|clipboard)/,
  "components/ui/use-copy.ts": /navigator\.clipboard/,
  "components/shell/service-worker.tsx": /navigator\.serviceWorker/,
};
const SOMETIMES = /\bnavigator\.(share|clipboard|serviceWorker|credentials|geolocation|mediaDevices)\b/;

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => join(folder, name));

it("no page needs what browsers withhold outside secure contexts", () => {
  const files = [...sources("components"), ...sources("lib/realtime/client"), ...sources("lib/core")];
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    expect(text, file).not.toMatch(WITHHELD);
    if (!GUARDED[file]) expect(text, file).not.toMatch(SOMETIMES);
  }
});
