import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { keptLogins } from "#lib/platform/database/embedded-logins.ts";
import { homeOf } from "./start/home.ts";

const ROOT = resolve(import.meta.dirname, "..");

/** Where a tool finds the database: DATABASE_URL, .env, or the embedded one while `npm start` runs. */
export const findDatabase = (): void => {
  if (existsSync(join(ROOT, ".env"))) process.loadEnvFile(join(ROOT, ".env"));
  // A tool signs no cookie, yet the configuration is checked as a whole.
  process.env.AUTH_SECRET ||= "not-used-by-tools-that-sign-nothing";
  if (process.env.DATABASE_URL) return;
  try {
    const { ownerUrl, appUrl } = keptLogins(join(homeOf(ROOT), "postgres"));
    Object.assign(process.env, { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
  } catch {
    console.error(
      "  There is no database yet: set DATABASE_URL, or run npm start first and leave it running.",
    );
    process.exit(1);
  }
};

/** Ends a tool with one sentence when the database doesn't answer. */
export const explain = (error: unknown): never => {
  const { code, message } = error as NodeJS.ErrnoException;
  const refused = code === "ECONNREFUSED" || message.includes("ECONNREFUSED");
  console.error(
    refused ? "  The database does not answer: is npm start running, or DATABASE_URL right?" : `  ${message}`,
  );
  process.exit(1);
};
