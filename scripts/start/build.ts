import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compressBuild } from "./compress.ts";
import { Stop, step } from "./terminal.ts";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "next.config.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
];
const NOT_BUILT = /\.test\.tsx?$|\/generated\/|\/testing\//;

const NEXT = "node_modules/next/dist/bin/next";

const filesOf = (path: string): string[] => {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [path];
  }
};

const sourceHash = (): string => {
  const hash = createHash("sha256").update(process.version);
  for (const file of SOURCES.flatMap(filesOf)
    .filter((path) => !NOT_BUILT.test(path))
    .sort())
    hash.update(`\0${file}\0`).update(readFileSync(file));
  for (const name of Object.keys(process.env)
    .filter((key) => key.startsWith("NEXT_PUBLIC_"))
    .sort())
    hash.update(`${name}=${process.env[name]}`);
  return hash.digest("hex");
};

/** Builds the pages when a source changed since the last build. */
export const buildWhenChanged = async (cancelled: AbortSignal): Promise<void> => {
  const folder = process.env.NEXT_DIST_DIR || ".next";
  const stamp = join(folder, "built-from");
  const hash = sourceHash();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  await step("building the pages", "pages built", async () => {
    const build = spawn(process.execPath, [NEXT, "build"], {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const cancel = () => build.kill();
    cancelled.addEventListener("abort", cancel);
    if (cancelled.aborted) cancel();
    const output: string[] = [];
    for (const stream of [build.stdout, build.stderr]) stream.on("data", (text) => output.push(String(text)));
    const code = await new Promise((done) => build.once("exit", done));
    cancelled.removeEventListener("abort", cancel);
    if (cancelled.aborted) throw new Stop("The build was cancelled.");
    if (code !== 0) {
      console.error(output.join(""));
      throw new Stop("The pages could not be built; what the build said stands above.");
    }
    await compressBuild(folder);
    writeFileSync(stamp, hash);
  });
};
