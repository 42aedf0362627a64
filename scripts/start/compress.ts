import { readdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { COMPRESSED } from "#lib/platform/http/built-files.ts";

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];
const TEXT = /\.(js|css|json|svg|txt)$/;
/** A smaller file is not worth it. */
const BYTES_MIN = 1_024;

/** Puts the compressed forms of a build's texts beside them, once, so that no answer has to compress anything. */
export const compressBuild = async (build: string): Promise<void> => {
  await rm(join(build, COMPRESSED), { force: true });
  const texts = readdirSync(join(build, "static"), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    texts.map(async (path) => {
      const text = await readFile(path);
      if (text.length < BYTES_MIN) return;
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
      await writeFile(`${path}.br`, await toBrotli(text, { params }));
      await writeFile(`${path}.gz`, await toGzip(text, { level: constants.Z_BEST_COMPRESSION }));
    }),
  );
  await writeFile(join(build, COMPRESSED), "");
};
