import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { builtFiles, COMPRESSED } from "./built-files.ts";

const build = mkdtempSync(join(tmpdir(), "built-files-"));
let server: Server;

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

const ask = (path: string, { method = "GET", encoding = "" } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = encoding ? { "accept-encoding": encoding } : {};
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => {
        body += text;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.on("error", reject).end();
  });

beforeAll(async () => {
  mkdirSync(join(build, "static/chunks"), { recursive: true });
  writeFileSync(join(build, "secret"), "kept");
  const script = join(build, "static/chunks/a.js");
  for (const [ending, text] of Object.entries({ "": "plain", ".br": "brotli", ".gz": "gzip" }))
    writeFileSync(script + ending, text);
  writeFileSync(join(build, COMPRESSED), "");
  const files = builtFiles(build);
  server = createServer((asked, response) => {
    files(asked, response, () => void response.end(`drawn ${asked.url}`));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  rmSync(build, { recursive: true });
});

it("serves a script in the best form that its reader takes, for a year", async () => {
  const [best, good, plain] = await Promise.all(
    ["br, gzip", "gzip", ""].map((encoding) => ask("/_next/static/chunks/a.js", { encoding })),
  );
  expect([best?.body, good?.body, plain?.body]).toEqual(["brotli", "gzip", "plain"]);
  expect(best?.headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "text/javascript",
    "cache-control": "public,max-age=31536000,immutable",
    vary: "Accept-Encoding",
    "x-content-type-options": "nosniff",
  });
});

it("leaves to Next what is not a file of the build, at the address that was asked for", async () => {
  for (const path of [
    "/",
    "/_next/static/chunks/b.js",
    "/_next/static/../secret",
    "/_next/static/..%2fsecret",
    "/_next/static/%2e%2e/secret",
    "/_next/staticchunks/a.js",
    "/flags/nowhere.webp?a=b",
  ])
    expect((await ask(path)).body).toBe(`drawn ${path}`);
  expect((await ask("/_next/static/chunks/a.js", { method: "POST" })).body).toMatch(/^drawn/);
});

it("leaves a build that was not compressed to Next, which compresses", () => {
  const nothing = builtFiles(join(build, "static"));
  const asked = { method: "GET", url: "/_next/static/chunks/a.js" };
  const next = vi.fn();
  nothing(asked as never, {} as never, next);
  expect(next).toHaveBeenCalledOnce();
});
