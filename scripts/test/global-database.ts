import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Logins } from "../../lib/platform/database/embedded-logins.ts";
import { startEmbeddedPostgres } from "../../lib/platform/database/embedded-postgres.ts";
import { migrate } from "../../lib/platform/database/migrate.ts";
import { freePort } from "../../lib/platform/http/free-port.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection strings on the migrated template; each test file clones it. */
    template: Logins;
  }
}

/** One PostgreSQL for the whole run; the migrated database "evens" is the template of every test file's own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "evens-test-"));
  const server = await startEmbeddedPostgres({ directory, port: await freePort(), volatile: true });
  await migrate(server.ownerUrl);
  project.provide("template", { ownerUrl: server.ownerUrl, appUrl: server.appUrl });
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
