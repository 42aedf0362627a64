import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The browser that people have, as packages name it. */
export const CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"] as const;

/** The same engine without the window around it: a page costs it a third less. */
export const HEADLESS_SHELL = "chromium-headless-shell";

/** The first of these programs that is on PATH. */
export const onPath = (names: readonly string[]): string | undefined =>
  names
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
