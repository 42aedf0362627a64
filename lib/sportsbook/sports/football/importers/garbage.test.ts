import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readResults } from "./results.ts";
import { parseTimelines, readTimelines } from "./timelines.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evens-garbage-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SOUND = {
  c: "Test Cup",
  ko: "2018-06-14 15:00",
  h: "Reds",
  a: "Blues",
  ft: [1, 0],
  end: [2800, 2950],
  ev: [[1, 900, "G", "H", "A. Forward"]],
};

const wrong = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(-1, 1e308, 2 ** 53, "", "\u0000", null, [], {}),
);
const match = fc.record(
  Object.fromEntries(
    Object.entries(SOUND).map(([key, value]) => [
      key,
      fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, wrong),
    ]),
  ),
  { requiredKeys: [] },
);

it("timelines: every match is taken or skipped with a reason, whatever is in the file", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(match, wrong), { maxLength: 10 }), (matches) => {
      const file = parseTimelines(matches);
      expect(file ? file.matches.length + file.skipped.length : matches.length).toBe(matches.length);
    }),
    { numRuns: 1_000, seed: 2_026 },
  );
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      parseTimelines(anything);
    }),
    { numRuns: 500, seed: 2_026 },
  );
});

it("files of bytes: both importers answer with what they could read, or with a refusal", async () => {
  const header = "Div,Date,HomeTeam,AwayTeam,FTHG,FTAG\n";
  const texts = fc.sample(
    fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: "binary", maxLength: 500 }).map((text) => Buffer.from(`${header}${text}`)),
      fc.string({ maxLength: 500 }).map((text) => Buffer.from(`${header}E0,01/01/2020,"A${text}`)),
    ),
    { numRuns: 60, seed: 2_026 },
  );
  for (const [n, bytes] of texts.entries()) {
    const path = join(folder, `${n}.csv`);
    await writeFile(path, bytes);
    for (const read of [readResults, readTimelines]) expect(typeof (await read(path)).ok).toBe("boolean");
  }
});
