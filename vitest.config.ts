import { defineConfig } from "vitest/config";

// A deadline of a wait only bounds a failure, so it suits a slow machine; see eventually.ts.
const expect = { poll: { timeout: 25_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          testTimeout: 30_000,
          expect,
          include: ["{lib,components,scripts,app,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
        },
      },
      {
        test: {
          name: "db",
          include: ["{lib,scripts,prisma,bench}/**/*.db.test.ts"],
          globalSetup: ["./scripts/test/global-database.ts"],
          setupFiles: ["./scripts/test/check-rows.ts"],
          testTimeout: 60_000,
          expect,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
