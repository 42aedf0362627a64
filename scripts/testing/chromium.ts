import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { CHROMIUM, HEADLESS_SHELL, onPath } from "./browser-path.ts";

const found = (): boolean =>
  onPath([HEADLESS_SHELL, ...CHROMIUM]) !== undefined || existsSync(chromium.executablePath());

const attempt = (command: string, args: string[]): boolean => {
  console.log(`  ${command} ${args.join(" ")} …`);
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
};

/** Makes sure that there is a browser: the one on PATH, Debian's when we may install it, else Playwright's own. */
export const ensureChromium = (): void => {
  if (found()) return;
  console.log("  no Chromium on PATH, installing one");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    attempt("apt-get", ["update", "-qq"]);
    for (const name of [HEADLESS_SHELL, "chromium"])
      if (attempt("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name]) && found()) return;
  }
  const playwright = ["node_modules/@playwright/test/cli.js", "install", "chromium"];
  if (attempt(process.execPath, playwright) && found()) return;
  throw new Error("no Chromium could be found or installed: put chromium on PATH.");
};
