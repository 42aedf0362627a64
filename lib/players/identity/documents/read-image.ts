import sharp from "sharp";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { DOCUMENT_BYTES_MAX, type DocumentFault } from "../schema.ts";

/** Decoded, a pixel takes three or four bytes: 200 MB at this size. Phones take pictures of 12 to 50 million. */
const PIXELS_MAX = 50_000_000;
/** Print on an identity card is readable from about this width on. */
const SIDE_MIN = 480;
const SIDE_MAX = 2_600;

/** The first bytes of the formats that we decode; those of WebP are in two places. */
const isJpeg = (file: Buffer): boolean => file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
const isPng = (file: Buffer): boolean =>
  file.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
const isWebp = (file: Buffer): boolean =>
  file.toString("latin1", 0, 4) === "RIFF" && file.toString("latin1", 8, 12) === "WEBP";

const formatOf = (file: Buffer): "jpeg" | "png" | "webp" | null =>
  isJpeg(file) ? "jpeg" : isPng(file) ? "png" : isWebp(file) ? "webp" : null;

/** One picture is decoded at a time in a process: each may take 200 MB. */
let previous: Promise<unknown> = Promise.resolve();
const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
  const next = previous.then(work);
  previous = next.catch(() => undefined);
  return next;
};

export type CleanImage = { content: Buffer; width: number; height: number };

/**
 * Reads an uploaded file as a picture and makes a new JPEG of its pixels, upright and at most 2,600 pixels wide or high. Nothing else of the
 * file survives: no metadata, such as where it was taken, no second format in the same bytes, no script. The size is read from its head
 * before anything is decoded. Truncated and damaged files are refused, and so are all formats but JPEG, PNG and WebP.
 */
export const readImage = async (file: Buffer): Promise<Result<CleanImage, DocumentFault>> => {
  if (file.length > DOCUMENT_BYTES_MAX) return refuse({ code: "file_too_large" });
  const format = formatOf(file);
  if (!format) return refuse({ code: "not_an_image" });
  const input = { failOn: "warning", limitInputPixels: PIXELS_MAX, pages: 1, sequentialRead: true } as const;
  try {
    const head = await sharp(file, { ...input, limitInputPixels: false }).metadata();
    const { width = 0, height = 0 } = head;
    if (head.format !== format) return refuse({ code: "not_an_image" });
    if (width * height > PIXELS_MAX) return refuse({ code: "too_many_pixels" });
    if (Math.max(width, height) < SIDE_MIN) return refuse({ code: "too_few_pixels" });
    const { data, info } = await oneAtATime(() =>
      sharp(file, input)
        .autoOrient()
        .flatten({ background: "white" })
        .resize(SIDE_MAX, SIDE_MAX, { fit: "inside", withoutEnlargement: true })
        .toColourspace("srgb")
        .jpeg({ quality: 85 })
        .toBuffer({ resolveWithObject: true }),
    );
    return accept({ content: data, width: info.width, height: info.height });
  } catch {
    // The decoder's own words depend on the file; none of them helps the player.
    return refuse({ code: "not_an_image" });
  }
};
