// Draws the flags that pages may ask for where the web server serves files from: small pictures, since some arms are 50 kB of vectors.
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const from = "node_modules/flag-icons/flags/4x3";
const to = "public/flags";
// The largest on a page is 48 × 36, and phones have three pixels for each of these.
const SIZE = { width: 144, height: 108 };

const codes = existsSync(from) ? readdirSync(from).map((file) => file.replace(/\.svg$/, "")) : [];
const drawn = new Set(existsSync(to) ? readdirSync(to) : []);

if (codes.some((code) => !drawn.has(`${code}.webp`))) {
  const { default: sharp } = await import("sharp");
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const code of codes)
    await sharp(join(from, `${code}.svg`))
      .resize(SIZE)
      .webp({ quality: 82 })
      .toFile(join(to, `${code}.webp`));
}
