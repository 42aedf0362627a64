// Draws the flags that pages may ask for where the web server serves files from: small pictures, since some arms are 50 kB of vectors.
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const from = "node_modules/flag-icons/flags/4x3";
const to = "public/flags";
// The largest on a page is 48 × 36, and phones have three pixels for each of these.
const SIZE = { width: 144, height: 108 };
// Beside them one sheet of all countries at the size of a list: its column is the first letter of the code, its row the second.
const SHEET = "sheet.webp";
const CELL = { width: 44, height: 33, flag: { width: 40, height: 30 }, letters: 26 };

const codes = existsSync(from) ? readdirSync(from).map((file) => file.replace(/\.svg$/, "")) : [];
const drawn = new Set(existsSync(to) ? readdirSync(to) : []);

if ([...codes.map((code) => `${code}.webp`), SHEET].some((file) => codes.length > 0 && !drawn.has(file))) {
  const { default: sharp } = await import("sharp");
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const code of codes)
    await sharp(join(from, `${code}.svg`))
      .resize(SIZE)
      .webp({ quality: 82 })
      .toFile(join(to, `${code}.webp`));

  const cells = [];
  for (const code of codes.filter((each) => /^[a-z]{2}$/.test(each))) {
    const [column, row] = [...code].map((letter) => letter.charCodeAt(0) - "a".charCodeAt(0));
    cells.push({
      input: await sharp(join(from, `${code}.svg`))
        .resize(CELL.flag)
        .png()
        .toBuffer(),
      left: column * CELL.width + (CELL.width - CELL.flag.width) / 2,
      top: row * CELL.height + Math.floor((CELL.height - CELL.flag.height) / 2),
    });
  }
  const [width, height] = [CELL.width * CELL.letters, CELL.height * CELL.letters];
  await sharp({ create: { width, height, channels: 4, background: "#0000" } })
    .composite(cells)
    .webp({ quality: 75, alphaQuality: 60 })
    .toFile(join(to, SHEET));
}
