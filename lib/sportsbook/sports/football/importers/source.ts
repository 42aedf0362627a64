import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { accept, type Result, refuse } from "#lib/core/result.ts";

export type SourceRefusal =
  | { code: "source_missing"; source: string }
  | { code: "source_unreachable"; source: string; detail: string }
  | { code: "source_too_large"; source: string; bytesMax: number };

/** `bytesTotal` is null where the server does not say it. */
export type Progress = (bytes: number, bytesTotal: number | null) => void;

export const SOURCE_BYTES_MAX = 256 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 30_000;

export type Source = { stream: Readable; bytesTotal: number | null };

const fromWeb = async (url: string): Promise<Result<Source, SourceRefusal>> => {
  const connecting = new AbortController();
  const timer = setTimeout(() => connecting.abort(new Error("no answer in time")), CONNECT_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: connecting.signal });
    if (!response.ok || !response.body) {
      return refuse({ code: "source_unreachable", source: url, detail: `status ${response.status}` });
    }
    const length = response.headers.get("content-length");
    return accept({
      stream: Readable.fromWeb(response.body as ReadableStream),
      bytesTotal: length && !response.headers.get("content-encoding") ? Number(length) : null,
    });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return refuse({
      code: "source_unreachable",
      source: url,
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  } finally {
    clearTimeout(timer);
  }
};

const fromFile = async (path: string): Promise<Result<Source, SourceRefusal>> => {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return refuse({ code: "source_missing", source: path });
  return accept({ stream: createReadStream(path), bytesTotal: found.size });
};

/** Opens a path or an http(s) URL for one reading; at most `SOURCE_BYTES_MAX`, where the size is known beforehand. */
export const openSource = async (source: string): Promise<Result<Source, SourceRefusal>> => {
  const opened = await (/^https?:\/\//i.test(source) ? fromWeb(source) : fromFile(source));
  if (opened.ok && (opened.value.bytesTotal ?? 0) > SOURCE_BYTES_MAX) {
    opened.value.stream.destroy();
    return refuse({ code: "source_too_large", source, bytesMax: SOURCE_BYTES_MAX });
  }
  return opened;
};

/** The bytes of a stream, counted as they pass; throws once they exceed the limit. */
export async function* counted(
  { stream, bytesTotal }: Source,
  progress: Progress,
  bytesMax: number = SOURCE_BYTES_MAX,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new RangeError(`the source is longer than ${bytesMax} bytes`);
    progress(bytes, bytesTotal);
    yield chunk;
  }
}
