import { createHash } from "node:crypto";
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

type Render = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const PAGE = "x".repeat(4_000);

/** As Next answers: a nonce in the head and in the scripts, headers of the request's own, streamed in parts. */
const asNext: Render = (request, response) => {
  const nonce = crypto.randomUUID();
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("content-security-policy", `script-src 'self' 'nonce-${nonce}'`);
  response.setHeader("link", `</font>; rel=preload; nonce="${nonce}"`);
  response.setHeader("x-request-id", request.headers["x-request-id"] ?? "rendered-for-one");
  response.write(`<script nonce="${nonce}">1</script>${request.headers.cookie ?? ""}|`);
  response.write(`${request.headers["accept-language"] ?? "any"}|${PAGE}`);
  response.end(`<script nonce="${nonce}">2</script>`);
};

const serve = async (answer: Render = asNext, ageMs = 60_000, cached = true) => {
  const renderings: string[] = [];
  const render = (request: IncomingMessage, response: ServerResponse): void => {
    renderings.push(request.url ?? "");
    void answer(request, response);
  };
  const pages = sharedPages(render, {
    path: /^\/(match)?$/,
    cookies: ["theme", "zone"],
    cookiesOf: [{ name: "marked", path: /^\/match$/ }],
    session: { cookie: /session-token$/, mark: "signed-in" },
    ageMs,
    cached,
  });
  let arrived = 0;
  const server = createServer((request, response) => {
    arrived += 1;
    pages(request, response, () => render(request, response));
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
  return { get, renderings, url, arrived: () => arrived };
};

it("draws a page once for all who ask within a moment, and anew after it", async () => {
  const { get, renderings } = await serve(async (request, response) => {
    await sleep(30);
    await asNext(request, response);
  }, 2_000);
  const many = await Promise.all(Array.from({ length: 20 }, () => get()));
  expect(renderings).toHaveLength(1);
  expect(new Set(many.map(({ text }) => text.length)).size).toBe(1);
  await get();
  expect(renderings).toHaveLength(1);
  await eventually(async () => {
    await get();
    expect(renderings).toHaveLength(2);
  });
});

it("gives everybody the same bytes, and each answer a request id of its own", async () => {
  const { get, renderings } = await serve();
  const answers = [
    await get(),
    await get(),
    await get("/", { "x-request-id": "asked-by-me-1" }),
    await get("/", { "x-request-id": "no id'" }),
  ];
  expect(renderings).toHaveLength(1);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const ids = answers.map(({ headers }) => headers.get("x-request-id"));
  expect(new Set(ids).size).toBe(4);
  expect(ids[2]).toBe("asked-by-me-1");
  expect(ids[3]).toMatch(/^[\w-]{36}$/);
});

it("allows exactly the inline scripts that were rendered with the page's nonce", async () => {
  const injected =
    "<script>alert(1)</script><script nonce>alert(2)</script><script nonce='x'>alert(3)</script>";
  const { get } = await serve((request, response) => {
    const { write } = response;
    response.write = (...given: unknown[]) => Reflect.apply(write, response, [`${injected}${given[0]}`]);
    return asNext(request, response);
  });
  expect((await get()).text).toContain("alert(3)");
  const policy = (await get()).headers.get("content-security-policy") ?? "";
  expect(policy).not.toMatch(/nonce|strict-dynamic/);
  const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  expect(policy).toBe(`script-src 'self' ${hash("1")} ${hash("2")}`);
});

it("shows nobody what was drawn for others", async () => {
  const { get, renderings } = await serve();
  await get("/", { cookie: "theme=dark" });
  const light = await get("/", { cookie: "theme=light" });
  expect(light.text).toContain("theme=light");
  await get("/match", { cookie: "theme=light" });
  expect(renderings).toEqual(["/", "/", "/match"]);
  for (const name of ["rsc", "next-router-prefetch", "authorization"])
    await get("/", { cookie: "theme=light", [name]: "1" });
  await get("/?utm=1", { cookie: "theme=light" });
  expect(renderings).toHaveLength(7);
});

it("draws one page for all who are signed in, without what tells them apart", async () => {
  const { get, renderings } = await serve();
  const of = async (cookie: string) => (await get("/", { cookie })).text.replaceAll(/nonce="[^"]+"/g, "");
  const alice = await of("next-auth.session-token=alice; theme=light; other=1; zone=Europe%2FParis");
  const bob = await of("zone=Europe/Paris; __Secure-next-auth.session-token=bob; theme=light");
  expect(alice).toContain("signed-in=1; theme=light; zone=Europe%2FParis|");
  expect(bob).toBe(alice);
  expect(renderings).toHaveLength(1);
  expect(await of("theme=light; zone=Europe/Paris")).not.toContain("signed-in");
  expect(renderings).toHaveLength(2);
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
  const { get, renderings } = await serve();
  const first = await get("/", { "accept-language": "de", "user-agent": "a crawler" });
  expect(first.text).toContain("any|");
  await get("/", { "accept-language": "fr", referer: "https://elsewhere.example" });
  expect(renderings).toHaveLength(1);
  await get("/", { "x-forwarded-host": "elsewhere.example" });
  expect(renderings).toHaveLength(2);
});

it("keeps no answer that is not a whole page for everybody", async () => {
  const settingCookie: Render = (request, response) => {
    response.setHeader("set-cookie", "mine=1");
    return asNext(request, response);
  };
  const answers: Render[] = [
    (_, response) => void response.writeHead(404, { "content-type": "text/html" }).end("none"),
    settingCookie,
    (_, response) => void response.writeHead(307, ["location", "/sign-in"]).end(),
    (_, response) => void response.end("no page"),
  ];
  for (const answer of answers) {
    const { get, renderings } = await serve(answer);
    const given = [await get("/match"), await get("/match")];
    // One that sets a cookie is rendered once more, for the request alone.
    expect(renderings).toHaveLength(answer === settingCookie ? 4 : 2);
    expect(given[0]?.text).toHaveLength(given[1]?.text.length ?? -1);
  }
  const { get } = await serve(answers[0]);
  const missing = await get();
  expect([missing.status, missing.text]).toEqual([404, "none"]);
});

it("answers all who waited when the first of them has left, and when the page is not to be kept", async () => {
  const gate = Promise.withResolvers<void>();
  const { get, renderings, url, arrived } = await serve(async (request, response) => {
    await gate.promise;
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
  expect(renderings).toHaveLength(1);

  const own = await serve(async (_, response) => {
    await sleep(20);
    response.writeHead(404, { "content-type": "text/html" }).end("none");
  });
  const all = await Promise.all([own.get(), own.get(), own.get()]);
  expect(all.map(({ status, text }) => [status, text])).toEqual(Array(3).fill([404, "none"]));
});

it("renders for one request alone when the shared rendering breaks", async () => {
  let calls = 0;
  const { get } = await serve((request, response) => {
    calls += 1;
    if (calls === 1) return void response.destroy();
    return asNext(request, response);
  });
  expect((await get()).text).toContain(PAGE);
  expect((await get()).text).toContain(PAGE);
  expect(calls).toBe(3);
});

it("compresses for whom can read that", async () => {
  const { get, renderings } = await serve();
  const zipped = [
    await get("/", { "accept-encoding": "gzip, br" }),
    await get("/", { "accept-encoding": "gzip" }),
  ];
  const plain = await get("/", { "accept-encoding": "identity" });
  expect(zipped.map(({ headers }) => headers.get("content-encoding"))).toEqual(["br", "gzip"]);
  for (const { headers, text } of zipped) {
    expect(Number(headers.get("content-length"))).toBeLessThan(500);
    expect(text).toHaveLength(plain.text.length);
  }
  expect(plain.headers.get("content-encoding")).toBeNull();
  const refused = await get("/", { "accept-encoding": "gzip;q=0, br;q=0.0, identity" });
  expect(refused.headers.get("content-encoding")).toBeNull();
  expect(renderings).toHaveLength(1);
});

it("gives a cookie to the pages that read it, and to no others", async () => {
  const { get, renderings } = await serve();
  for (const marked of ["a", "b", "a"]) {
    expect((await get("/match", { cookie: `marked=${marked}` })).text).toContain(`marked=${marked}|`);
    expect((await get("/", { cookie: `marked=${marked}` })).text).not.toContain("marked");
  }
  expect(renderings.toSorted()).toEqual(["/", "/match", "/match"]);
});
