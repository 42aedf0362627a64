import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, it } from "vitest";
import { DOCUMENT_BYTES_MAX } from "../schema.ts";
import { readImage } from "./read-image.ts";

const picture = (format: "jpeg" | "png" | "webp" | "gif" | "tiff", width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: "#c84" } })
    .toFormat(format)
    .withExif({ IFD0: { Copyright: "somebody", ImageDescription: "<script>alert(1)</script>" } })
    .toBuffer();

const refused = (code: string) => ({ ok: false, refusal: { code } });

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A PNG of one colour: some kilobytes that decode to gigabytes. */
const bomb = (side: number): Buffer => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(side * (Math.ceil(side / 8) + 1)), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
};

it.each(["jpeg", "png", "webp"] as const)(
  "makes a new JPEG of a %s, without its metadata",
  async (format) => {
    const answer = await readImage(await picture(format));
    if (!answer.ok) throw new Error(answer.refusal.code);
    const { content, width, height } = answer.value;
    expect({ width, height }).toEqual({ width: 900, height: 600 });
    const head = await sharp(content).metadata();
    expect(head.format).toBe("jpeg");
    expect(head.exif).toBeUndefined();
    expect(content.includes("somebody")).toBe(false);
  },
);

it("turns a picture upright, and makes a large one smaller", async () => {
  const turned = await sharp(await picture("jpeg", 900, 600))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect(await readImage(turned)).toMatchObject({ value: { width: 600, height: 900 } });
  expect(await readImage(await picture("jpeg", 5_200, 3_000))).toMatchObject({
    value: { width: 2_600, height: 1_500 },
  });
});

it.each([
  ["a GIF", () => picture("gif")],
  ["a TIFF", () => picture("tiff")],
  ["a PDF", async () => Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n")],
  ["an SVG", async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>')],
  [
    "HTML behind the first bytes of a JPEG",
    async () =>
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from("<html><script>alert(1)</script>")]),
  ],
  ["a JPEG that ends early", async () => (await picture("jpeg")).subarray(0, 2_000)],
  ["nothing", async () => Buffer.alloc(0)],
])("refuses %s", async (_, file) => {
  expect(await readImage(await file())).toEqual(refused("not_an_image"));
});

it("leaves what follows the picture, and what hides in it, behind", async () => {
  const secret = "<?php system($_GET['c']); ?>PK\u0003\u0004";
  const polyglot = Buffer.concat([await picture("jpeg"), Buffer.from(secret)]);
  const answer = await readImage(polyglot);
  expect(answer.ok && answer.value.content.includes("php")).toBe(false);
});

it("reads the size before it decodes, and refuses bombs", async () => {
  const file = bomb(30_000);
  expect(file.length).toBeLessThan(200_000);
  const before = process.memoryUsage().rss;
  expect(await readImage(file)).toEqual(refused("too_many_pixels"));
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

it("refuses what is too large a file, or too small to read", async () => {
  expect(await readImage(Buffer.alloc(DOCUMENT_BYTES_MAX + 1))).toEqual(refused("file_too_large"));
  expect(await readImage(await picture("png", 200, 100))).toEqual(refused("too_few_pixels"));
});
