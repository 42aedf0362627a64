import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { eventually } from "../testing/eventually.ts";
import { sharedPages } from "./shared-page.ts";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type Draw = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const PAGE = "x".repeat(4_000);

/** As Next answers: a nonce in the head and in the scripts, headers of the request's own, streamed in parts. */
const asNext: Draw = (request, response) => {
  const nonce = crypto.randomUUID();
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("content-security-policy", `script-src 'self' 'nonce-${nonce}'`);
  response.setHeader("link", `</font>; rel=preload; nonce="${nonce}"`);
  response.setHeader("x-request-id", request.headers["x-request-id"] ?? "drawn-for-one");
  response.write(`<script nonce="${nonce}">1</script>${request.headers.cookie ?? ""}|`);
  response.write(`${request.headers["accept-language"] ?? "any"}|${PAGE}`);
  response.end(`<script nonce="${nonce}">2</script>`);
};

const serve = async (draw: Draw = asNext, ageMs = 60_000, cached = true) => {
  const drawings: string[] = [];
  const answer = sharedPages({
    path: /^\/(match)?$/,
    cookies: ["theme", "zone"],
    session: { cookie: /session-token$/, mark: "signed-in" },
    ageMs,
    cached,
  });
  let arrived = 0;
  const server = createServer((request, response) => {
    arrived += 1;
    const drawn = () => {
      drawings.push(request.url ?? "");
      void draw(request, response);
    };
    if (!answer(request, response, drawn)) drawn();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = async (path = "/", headers: Record<string, string> = {}) => {
    const answered = await fetch(url + path, { headers, redirect: "manual" });
    return { status: answered.status, headers: answered.headers, text: await answered.text() };
  };
  return { get, drawings, url, arrived: () => arrived };
};

const nonceOf = (headers: Headers): string =>
  /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "";

it("draws a page once for all who ask within a moment, and anew after it", async () => {
  const { get, drawings } = await serve(async (request, response) => {
    await sleep(30);
    await asNext(request, response);
  }, 2_000);
  const many = await Promise.all(Array.from({ length: 20 }, () => get()));
  expect(drawings).toHaveLength(1);
  expect(new Set(many.map(({ text }) => text.length)).size).toBe(1);
  await get();
  expect(drawings).toHaveLength(1);
  await eventually(async () => {
    await get();
    expect(drawings).toHaveLength(2);
  });
});

it("gives every answer a nonce and a request id of its own", async () => {
  const { get, drawings } = await serve();
  const answers = [
    await get(),
    await get(),
    await get("/", { "x-request-id": "asked-by-me-1" }),
    await get("/", { "x-request-id": "no id'" }),
  ];
  expect(drawings).toHaveLength(1);
  expect(new Set(answers.map(({ headers }) => nonceOf(headers))).size).toBe(4);
  for (const { headers, text } of answers)
    expect(`${text}${headers.get("link")}`.match(/nonce="[^"]+"/g)).toEqual(
      Array(3).fill(`nonce="${nonceOf(headers)}"`),
    );
  const ids = answers.map(({ headers }) => headers.get("x-request-id"));
  expect(new Set(ids).size).toBe(4);
  expect(ids[2]).toBe("asked-by-me-1");
  expect(ids[3]).toMatch(/^[\w-]{36}$/);
});

it("shows nobody what was drawn for others", async () => {
  const { get, drawings } = await serve();
  await get("/", { cookie: "theme=dark" });
  const light = await get("/", { cookie: "theme=light" });
  expect(light.text).toContain("theme=light");
  await get("/match", { cookie: "theme=light" });
  expect(drawings).toEqual(["/", "/", "/match"]);
  for (const name of ["rsc", "next-router-prefetch", "authorization"])
    await get("/", { cookie: "theme=light", [name]: "1" });
  await get("/?utm=1", { cookie: "theme=light" });
  expect(drawings).toHaveLength(7);
});

it("draws one page for all who are signed in, without what tells them apart", async () => {
  const { get, drawings } = await serve();
  const of = async (cookie: string) => (await get("/", { cookie })).text.replaceAll(/nonce="[^"]+"/g, "");
  const alice = await of("next-auth.session-token=alice; theme=light; other=1; zone=Europe%2FParis");
  const bob = await of("zone=Europe/Paris; __Secure-next-auth.session-token=bob; theme=light");
  expect(alice).toContain("signed-in=1; theme=light; zone=Europe%2FParis|");
  expect(bob).toBe(alice);
  expect(drawings).toHaveLength(1);
  expect(await of("theme=light; zone=Europe/Paris")).not.toContain("signed-in");
  expect(drawings).toHaveLength(2);
});

it("keeps the session from every part of a shared page and with any query, cached or not", async () => {
  for (const cached of [true, false]) {
    const { get } = await serve(asNext, 60_000, cached);
    const cookie = "next-auth.session-token=mine; theme=light";
    for (const [path, headers] of [
      ["/", {}],
      ["/", { rsc: "1" }],
      ["/match?_rsc=abc", { rsc: "1" }],
      ["/match?utm=1", {}],
      ["/", { range: "bytes=0-" }],
    ] as const)
      expect((await get(path, { cookie, ...headers })).text).not.toContain("mine");
    expect((await get("/elsewhere", { cookie })).text).toContain("mine");
  }
});

it("draws a shared page from nothing that is not asked for by all who are shown it", async () => {
  const { get, drawings } = await serve();
  const first = await get("/", { "accept-language": "de", "user-agent": "a crawler" });
  expect(first.text).toContain("any|");
  await get("/", { "accept-language": "fr", referer: "https://elsewhere.example" });
  expect(drawings).toHaveLength(1);
  await get("/", { "x-forwarded-host": "elsewhere.example" });
  expect(drawings).toHaveLength(2);
});

it("keeps no answer that is not a whole page for everybody", async () => {
  const answers: Draw[] = [
    (_, response) => void response.writeHead(404, { "content-type": "text/html" }).end("none"),
    (request, response) => {
      response.setHeader("set-cookie", "mine=1");
      return asNext(request, response);
    },
    (_, response) => void response.writeHead(307, ["location", "/sign-in"]).end(),
    (_, response) => void response.end("no page"),
  ];
  for (const draw of answers) {
    const { get, drawings } = await serve(draw);
    const given = [await get("/match"), await get("/match")];
    expect(drawings.filter((path) => path === "/match")).toHaveLength(2);
    expect(given[0]?.text).toHaveLength(given[1]?.text.length ?? -1);
  }
  const { get } = await serve(answers[0]);
  const missing = await get();
  expect([missing.status, missing.text]).toEqual([404, "none"]);
});

it("answers who waited when the one it was drawn for has left, or it was not for all", async () => {
  let calls = 0;
  const gate = Promise.withResolvers<void>();
  const { get, drawings, url, arrived } = await serve(async (request, response) => {
    calls += 1;
    const first = calls === 1;
    await gate.promise;
    // As a renderer does that sees its reader go.
    if (first) return;
    await asNext(request, response);
  });
  const leaving = new AbortController();
  const left = fetch(url, { signal: leaving.signal }).catch(() => "left");
  await eventually(() => expect(arrived()).toBe(1));
  const waiting = Promise.all([get(), get(), get()]);
  await eventually(() => expect(arrived()).toBe(4));
  leaving.abort();
  expect(await left).toBe("left");
  gate.resolve();
  for (const { text } of await waiting) expect(text).toContain(PAGE);
  expect(drawings).toHaveLength(2);

  const own = await serve(async (_, response) => {
    await sleep(20);
    response.writeHead(404, { "content-type": "text/html" }).end("none");
  });
  const all = await Promise.all([own.get(), own.get(), own.get()]);
  expect(all.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([404, "none"]));
});

it("answers on when a drawing breaks", async () => {
  let calls = 0;
  const { get } = await serve((request, response) => {
    calls += 1;
    if (calls === 1) throw new Error("broken");
    return asNext(request, response);
  });
  await expect(get()).rejects.toThrow();
  expect((await get()).text).toContain(PAGE);
});

it("compresses for whom can read that", async () => {
  const { get, drawings } = await serve();
  const zipped = [
    await get("/", { "accept-encoding": "gzip, br" }),
    await get("/", { "accept-encoding": "gzip" }),
  ];
  const plain = await get("/", { "accept-encoding": "identity" });
  for (const { headers, text } of zipped) {
    expect(headers.get("content-encoding")).toBe("gzip");
    expect(Number(headers.get("content-length"))).toBeLessThan(500);
    expect(text).toHaveLength(plain.text.length);
  }
  expect(plain.headers.get("content-encoding")).toBeNull();
  const refused = await get("/", { "accept-encoding": "gzip;q=0, identity" });
  expect(refused.headers.get("content-encoding")).toBeNull();
  expect(drawings).toHaveLength(1);
});
