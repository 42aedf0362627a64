import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { readiness } from "./health.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "evens-migrations-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

it("asks for the migrations this process was started with: one that arrives later is another release's", async () => {
  const [ours, next] = [join(folder, "ours"), join(folder, "next")];
  await cp("prisma/migrations", ours, { recursive: true });
  expect((await readiness([], ours)).checks.migrations).toMatchObject({ ok: true });
  await mkdir(join(ours, "20990101000000_later"));
  expect((await readiness([], ours)).checks.migrations).toMatchObject({ ok: true });
  await cp(ours, next, { recursive: true });
  expect((await readiness([], next)).checks.migrations).toMatchObject({ ok: false });
});
