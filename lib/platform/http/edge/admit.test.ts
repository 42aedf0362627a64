import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { admit } from "./admit.ts";

const lines = vi.hoisted(() => ({ info: vi.fn(), error: vi.fn() }));
vi.mock("../../observability/log.ts", () => ({ log: lines }));

const SITE = "https://bet.example";
/** What was admitted, as pages see it. */
let passed: { url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
const hops = { trusted: 0 };
const next = { development: false };
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((incoming, response) => {
    const options = {
      publicUrl: SITE,
      trustedHops: hops.trusted,
      isRouterState: (header: string) => header === "good",
      development: next.development,
    };
    admit(incoming, response, options, async (admitted) => {
      const chunks: Buffer[] = [];
      for await (const chunk of admitted) chunks.push(chunk as Buffer);
      passed.push({
        url: admitted.url ?? "",
        headers: admitted.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.end("passed");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  passed = [];
  hops.trusted = 0;
  next.development = false;
  vi.clearAllMocks();
});
afterEach(() => {
  expect(lines.error).not.toHaveBeenCalled();
  for (const [fields] of lines.info.mock.calls) expect(Object.keys(fields)).not.toContain("err");
});

type Asked = { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer };
type Answer = { status: number; headers: IncomingMessage["headers"]; text: string };

/** Sent in pieces without a length unless the headers name one. */
const ask = ({ method = "GET", path = "/", headers = {}, body }: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request({
      port,
      host: "127.0.0.1",
      method,
      path,
      headers: { host: "bet.example", ...headers },
    });
    sent.once("error", reject);
    sent.once("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.once("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.end(body);
  });

const ACTION = { "next-action": "a", origin: SITE, "content-type": "text/plain;charset=UTF-8" };
const post = (path: string, headers: Record<string, string>, body: string | Buffer) =>
  ask({
    method: "POST",
    path,
    headers: { "content-length": String(Buffer.byteLength(body)), ...headers },
    body,
  });

/** Writes to the socket as it is, and answers with the status. */
const raw = (text: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.once("connect", () => socket.write(text));
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])));
  });

describe("what passes", () => {
  it("is a page, and an action with its body as it was sent", async () => {
    expect((await ask({ path: "/events/a%20b?q=%C3%A9" })).status).toBe(200);
    expect((await post("/bets", ACTION, '[{"stake":"5"}]')).status).toBe(200);
    expect((await ask({ method: "POST", path: "/", headers: ACTION, body: "[]" })).status).toBe(200);
    expect(passed.map(({ url, body }) => [url, body])).toEqual([
      ["/events/a%20b?q=%C3%A9", ""],
      ["/bets", '[{"stake":"5"}]'],
      ["/", "[]"],
    ]);
    expect(passed[2]?.headers).toMatchObject({ "content-length": "2", "x-forwarded-host": "bet.example" });
  });

  it("is asked for over https only from then on", async () => {
    expect((await ask({})).headers["strict-transport-security"]).toMatch(/^max-age=\d{8,}/);
  });

  it("is next-auth's form or JSON, going back to this site", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const path = "/api/auth/callback/credentials";
    expect((await post(path, form, "email=a&password=b&callbackUrl=%2Flive")).status).toBe(200);
    const json = { "content-type": "application/json" };
    expect((await post(path, json, `{"csrfToken":"a","callbackUrl":"${SITE}/live"}`)).status).toBe(200);
  });
});

it("takes what Next's development server is posted in development alone", async () => {
  const report = () => post("/__nextjs_original-stack-frames", { "content-type": "application/json" }, "{}");
  expect((await report()).status).toBe(413);
  next.development = true;
  expect((await report()).status).toBe(200);
  expect(passed[0]?.body).toBe("{}");
});

it("takes a large file for its command from whoever shows a session or a token, and for no other", async () => {
  const file = JSON.stringify({ file: "x".repeat(1_000_000) });
  const json = { "content-type": "application/json" };
  const path = "/api/v1/commands/bank.import_statement";
  const [bare, token, other] = await Promise.all([
    post(path, json, file),
    post(path, { ...json, authorization: "Bearer t" }, file),
    post("/api/v1/commands/bet.place", { ...json, authorization: "Bearer t" }, file),
  ]);
  expect([bare.status, token.status, other.status]).toEqual([401, 200, 413]);
  expect(JSON.parse(bare.text)).toEqual({ ok: false, refusal: { code: "signed_out" } });
  expect(JSON.parse(other.text)).toEqual({ ok: false, refusal: { code: "too_large" } });
});

describe("case 34: bodies that would stop the process", () => {
  const nested = Buffer.from(`${"[".repeat(4_500_000)}${"]".repeat(4_500_000)}`);
  const keys = Buffer.from(Array.from({ length: 900_000 }, (_, n) => `k${n}=`).join("&"));
  const divider = "--x\r\ncontent-disposition: form-data; name=";
  const parts = Buffer.from(
    `${Array.from({ length: 14_000 }, (_, n) => `${divider}"_1_${n}"\r\n\r\n\r\n`).join("")}--x--\r\n`,
  );
  const FEW = Buffer.from(
    `${Array.from({ length: 400 }, (_, n) => `${divider}"_1_${n}"\r\n\r\n\r\n`).join("")}--x--\r\n`,
  );
  const auth = "/api/auth/callback/credentials";
  const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
  const multipart = { ...ACTION, "content-type": "multipart/form-data; boundary=x" };

  it.each<[string, number, string, Record<string, string>, Buffer]>([
    ["9 MB of nested JSON", 413, auth, { "content-type": "application/json" }, nested],
    ["900,000 form keys", 413, auth, urlencoded, keys],
    ["form keys below the limit in bytes", 400, auth, urlencoded, keys.subarray(0, 16_000)],
    ["14,000 parts", 413, "/sign-in", multipart, parts],
    ["400 parts below the limit in bytes", 400, "/sign-in", multipart, FEW],
    ["9 MB for an action", 413, "/", ACTION, nested],
    ["a body for a page", 413, "/search", { "content-type": "a/b" }, Buffer.from("a")],
    ["a body for the health page", 413, "/api/health/ready", ACTION, Buffer.from("[]")],
  ])(
    "refuses %s before anything is parsed, and answers others meanwhile",
    async (_, status, path, headers, body) => {
      const [refused, other] = await Promise.all([post(path, headers, body), ask({ path: "/live" })]);
      expect([refused.status, other.status]).toEqual([status, 200]);
      expect(passed.map(({ url }) => url)).toEqual(["/live"]);
    },
  );

  it("counts the bytes of a body that names no length", async () => {
    const chunked = { method: "POST", path: "/", headers: ACTION, body: nested };
    expect((await ask(chunked)).status).toBe(413);
    expect(passed).toEqual([]);
  });

  it("takes no body with a GET", async () => {
    const head = "GET / HTTP/1.1\r\nhost: bet.example\r\nconnection: close\r\n";
    expect(await raw(`${head}content-length: 1\r\n\r\na`)).toBe(413);
    expect(await raw(`${head}transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n`)).toBe(413);
    expect(passed).toEqual([]);
  });

  it("bounds the headers", async () => {
    expect(await raw(`GET / HTTP/1.1\r\nhost: bet.example\r\nx: ${"y".repeat(20_000)}\r\n\r\n`)).toBe(431);
  });
});

describe("case 35: what cannot be read", () => {
  it.each<[string, number, string]>([
    [
      "a foreign origin",
      403,
      "POST / HTTP/1.1\r\nhost: bet.example\r\nnext-action: a\r\norigin: https://evil.example\r\n",
    ],
    ["no origin", 403, "POST / HTTP/1.1\r\nhost: bet.example\r\nnext-action: a\r\n"],
    [
      "an origin that is none",
      403,
      "POST / HTTP/1.1\r\nhost: bet.example\r\nnext-action: a\r\norigin: [\r\n",
    ],
    [
      "a foreign origin at next-auth",
      403,
      "POST /api/auth/signout HTTP/1.1\r\nhost: bet.example\r\norigin: null\r\n",
    ],
    ["a broken host", 400, "GET / HTTP/1.1\r\nhost: [\r\n"],
    ["a host with a path", 400, "GET / HTTP/1.1\r\nhost: bet.example/x\r\n"],
    ["a port that is none", 400, "GET / HTTP/1.1\r\nhost: bet.example:99999\r\n"],
    ["a broken router state", 400, "GET / HTTP/1.1\r\nhost: bet.example\r\nnext-router-state-tree: [\r\n"],
    ["a path of broken percent signs", 400, "GET /%E0%A4%A HTTP/1.1\r\nhost: bet.example\r\n"],
    ["a path with NUL", 400, "GET /a%00b HTTP/1.1\r\nhost: bet.example\r\n"],
    ["a query with NUL", 400, "GET /search?q=%00 HTTP/1.1\r\nhost: bet.example\r\n"],
    ["another site's address", 400, "GET http://evil.example/ HTTP/1.1\r\nhost: bet.example\r\n"],
    ["an unknown method", 405, "PROPFIND / HTTP/1.1\r\nhost: bet.example\r\n"],
    [
      "a foreign address to go back to",
      400,
      "GET /api/auth/signin?callbackUrl=https%3A%2F%2Fevil.example HTTP/1.1\r\nhost: bet.example\r\n",
    ],
    [
      "an address to go back to that is none",
      400,
      "GET /api/auth/signin?callbackUrl=%5B HTTP/1.1\r\nhost: bet.example\r\n",
    ],
    [
      "an error text that no header could carry",
      400,
      "GET /api/auth/error?error=%E2%80%AEx HTTP/1.1\r\nhost: bet.example\r\n",
    ],
    [
      "a broken cookie of next-auth",
      400,
      "GET /api/auth/session HTTP/1.1\r\nhost: bet.example\r\ncookie: a=b; next-auth.callback-url=%5B\r\n",
    ],
  ])("refuses %s with %i and one line in the log", async (_, status, head) => {
    expect(await raw(`${head}content-length: 0\r\nconnection: close\r\n\r\n`)).toBe(status);
    expect(passed).toEqual([]);
    expect(lines.info).toHaveBeenCalledTimes(1);
  });

  const json = { "content-type": "application/json" };
  it.each<[string, Record<string, string>]>([
    ["{", json],
    ["[]", json],
    ["null", json],
    ['{"email":{"a":1}}', json],
    ['{"email":"\\u0000"}', json],
    ['{"email":"\\ud800"}', json],
    ['{"callbackUrl":"//evil.example"}', json],
    ['{"callbackUrl":"https://evil.example"}', json],
    ["email=%00", { "content-type": "application/x-www-form-urlencoded" }],
    ["callbackUrl=%2F.%2F%2Fevil.example", { "content-type": "application/x-www-form-urlencoded" }],
    ["email=a", { "content-type": "a/b" }],
  ])("refuses %s at next-auth", async (body, headers) => {
    expect((await post("/api/auth/callback/credentials", headers, body)).status).toBe(400);
    expect(passed).toEqual([]);
  });
});

describe("case 33: every path", () => {
  it.each([
    "/favicon-x",
    "/flags/x",
    "/_next/x",
    "/fonts/x",
    "/icons/x",
    "/manifest",
    "/sw.js",
    "/offline/x",
  ])("%s takes no body that an action cannot read", async (path) => {
    expect((await post(path, ACTION, '["$F1"]')).status).toBe(400);
    expect(passed).toEqual([]);
  });
});

describe("case 36: forwarding headers", () => {
  const claimed = {
    "x-forwarded-for": "6.6.6.6, 203.0.113.9, 198.51.100.7",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "1",
    "x-real-ip": "6.6.6.6",
    forwarded: "for=6.6.6.6",
    "x-evens-local": "true",
  };
  const NAMES = [...Object.keys(claimed)];
  const seen = () =>
    Object.fromEntries(
      NAMES.flatMap((name) => (passed[0]?.headers[name] ? [[name, passed[0].headers[name]]] : [])),
    );

  it("of a client are dropped when no proxy is trusted", async () => {
    await ask({ headers: claimed });
    expect(seen()).toEqual({ "x-forwarded-for": "127.0.0.1" });
  });

  it("behind a CDN and a load balancer name the player", async () => {
    hops.trusted = 2;
    await ask({ headers: { ...claimed, "x-forwarded-host": "evil.example, bet.example, inner:3000" } });
    expect(seen()).toEqual({
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "bet.example",
      "x-forwarded-proto": "https",
    });
  });

  it("say that a request was made on this machine only when none came with it", async () => {
    await ask({});
    expect(passed[0]?.headers["x-evens-local"]).toBe("true");
    await ask({ headers: { "x-forwarded-for": "127.0.0.1", "x-evens-local": "true" } });
    expect(passed[1]?.headers["x-evens-local"]).toBeUndefined();
  });
});
