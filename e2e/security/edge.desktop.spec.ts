import { expect, test } from "@playwright/test";
import { visit } from "../../scripts/testing/site.ts";
import { rawRequest } from "../support/raw-http.ts";
import { demoAccount, newAccount } from "../support/test.ts";
import { anAddress, aPlayer, callHeaders, ORIGIN, URL_OF_SITE } from "./support.ts";

const HOST = new URL(URL_OF_SITE).host;
const AUTH = "/api/auth/callback/credentials";
const URLENCODED = { "content-type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "content-type": "application/json" };

const post = (path: string, headers: Record<string, string>, body: string): Promise<Response> =>
  fetch(URL_OF_SITE + path, {
    method: "POST",
    redirect: "manual",
    headers: { "x-forwarded-for": anAddress(), ...headers },
    body,
  });

test("case 27: a visitor is sent to sign in at the site's public address, whatever host a proxy names", async () => {
  const { status, headers } = await rawRequest(
    URL_OF_SITE,
    `GET /account/devices?x=1 HTTP/1.1
     host: inner.example:8080
     x-forwarded-host: evil.example`,
  );
  const to = headers.get("location") ?? "";
  expect(status).toBe(307);
  expect(to).not.toContain("example");
  expect(headers.get("content-security-policy")).not.toContain("example");
  expect(new URL(to, ORIGIN).href).toBe(
    `${ORIGIN}/sign-in?next=${encodeURIComponent("/account/devices?x=1")}`,
  );
});

const ELSEWHERE = [
  "/.//evil.example/login",
  "//evil.example",
  "/\\evil.example",
  "/%2e//evil.example",
  "/%2f/evil.example",
  "/%5cevil.example",
  "/\t/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
];

test("case 32: nobody is sent to another site after signing in", async () => {
  const player = await aPlayer();
  for (const next of ELSEWHERE)
    for (const page of ["/sign-in", "/register"]) {
      const answer = await player.get(`${page}?next=${encodeURIComponent(next)}`);
      const to = new URL(answer.headers.get("location") ?? "/", ORIGIN);
      expect([next, to.origin, to.pathname]).toEqual([next, ORIGIN, "/"]);
    }
});

test("case 32: no address of the site leads to another one", async () => {
  for (const path of [
    "//evil.example/",
    "/\\evil.example/",
    "/.//evil.example",
    "/%2e//evil.example/",
    "/x/..//evil.example/",
  ]) {
    const { status, headers } = await rawRequest(URL_OF_SITE, `GET ${path} HTTP/1.1\nhost: ${HOST}`);
    expect(status, path).toBeLessThan(500);
    const to = headers.get("location");
    if (to === null) continue;
    const there = new URL(to, URL_OF_SITE);
    expect([path, there.origin, there.pathname.startsWith("//")]).toEqual([path, ORIGIN, false]);
  }
});

const EVERYWHERE = [
  "/favicon-x",
  "/flags/x",
  "/_next/x",
  "/_next/static/x",
  "/fonts/x",
  "/icons/x",
  "/manifest-x",
  "/nowhere",
];

test("case 33: bodies of actions are looked at on every path, and no page is without its policy", async () => {
  for (const path of EVERYWHERE) {
    const refused = await post(path, callHeaders("signOut"), '["$F1"]');
    expect([path, refused.status]).toEqual([path, 400]);
    const page = await fetch(URL_OF_SITE + path);
    if (!page.headers.get("content-type")?.startsWith("text/html")) continue;
    expect([path, page.headers.get("content-security-policy")]).toEqual([
      path,
      expect.stringMatching(/script-src 'self' 'nonce-[\w-]+' 'strict-dynamic'/),
    ]);
  }
  expect((await fetch(`${URL_OF_SITE}/offline`)).headers.get("content-security-policy")).toMatch(
    /default-src 'none'/,
  );
});

test("case 34: a large body is refused, and others are answered meanwhile", async () => {
  const nested = "[".repeat(4_500_000) + "]".repeat(4_500_000);
  const keys = Array.from({ length: 900_000 }, (_, n) => `k${n}=`).join("&");
  const divider = "--x\r\ncontent-disposition: form-data; name=";
  const parts = (count: number): string =>
    `${Array.from({ length: count }, (_, n) => `${divider}"_1_${n}"\r\n\r\n\r\n`).join("")}--x--\r\n`;
  const multipart = { ...callHeaders("signInForm"), "content-type": "multipart/form-data; boundary=x" };
  const bodies: [string, number, string, Record<string, string>, string][] = [
    ["nested JSON", 413, AUTH, JSON_TYPE, nested],
    ["form keys", 413, AUTH, URLENCODED, keys],
    ["parts", 413, "/sign-in", multipart, parts(14_000)],
    ["an action's arguments", 413, "/", callHeaders("signOut"), nested],
    ["form keys in 16 kB", 400, AUTH, URLENCODED, keys.slice(0, 16_000)],
    ["parts in 64 kB", 400, "/sign-in", multipart, parts(400)],
    ["a body for the health page", 413, "/api/health/ready", JSON_TYPE, "{}"],
    ["a body for a page", 413, "/search", URLENCODED, "q=a"],
  ];
  for (const [what, status, path, headers, body] of bodies) {
    const [refused, other] = await Promise.all([
      post(path, headers, body),
      fetch(`${URL_OF_SITE}/api/health/live`),
    ]);
    expect([what, refused.status, other.status]).toEqual([what, status, 200]);
  }
});

test("case 35: what cannot be read is refused, and is no fault of the site", async () => {
  const call = callHeaders("signOut");
  const requests: [string, number, Promise<{ status: number }>][] = [
    ["a foreign origin", 403, post("/", { ...call, origin: "https://evil.example" }, "[]")],
    ["the origin null", 403, post("/", { ...call, origin: "null" }, "[]")],
    ["a broken host", 400, rawRequest(URL_OF_SITE, "GET / HTTP/1.1\nhost: [")],
    [
      "a broken router state",
      400,
      fetch(`${URL_OF_SITE}/live?_rsc=x`, { headers: { rsc: "1", "next-router-state-tree": "[" } }),
    ],
    ["bad JSON", 400, post(AUTH, JSON_TYPE, "{")],
    ["no object", 400, post(AUTH, JSON_TYPE, "[]")],
    ["a bad address to go back to", 400, post(AUTH, URLENCODED, "callbackUrl=%5B")],
    ["another in the query", 400, fetch(`${URL_OF_SITE}/api/auth/signin?callbackUrl=%5B`)],
    ["NUL in a text", 400, post("/", call, '["\\u0000"]')],
    ["half a pair in a text", 400, post("/", call, '["\\ud800"]')],
    ["a bigint of 400 digits", 400, post("/", call, `["$n${"9".repeat(400)}"]`)],
    ["an error that no header could carry", 400, fetch(`${URL_OF_SITE}/api/auth/error?error=%E2%80%AE`)],
    ["a line for the log", 404, post("/api/auth/_log", JSON_TYPE, '{"code":"x","level":"error"}')],
    ["NUL in an address", 400, fetch(`${URL_OF_SITE}/search?q=%00`)],
  ];
  for (const [what, status, answer] of requests)
    expect([what, (await answer).status]).toEqual([what, status]);
});

test("case 36: a player is at the address that the trusted proxy saw", async () => {
  const seen = anAddress();
  const player = await aPlayer(`6.6.6.6, ${seen}`);
  const devices = await (await player.get("/account/devices")).text();
  expect(devices).toContain(seen);
  expect(devices).not.toContain("6.6.6.6");
  const other = await aPlayer("9".repeat(3_000));
  expect(await (await other.get("/account/devices")).text()).not.toContain("9".repeat(50));
});

test("case 41: only staff and this machine learn why a site is not ready", async () => {
  const ready = async (headers: Record<string, string>) =>
    (await fetch(`${URL_OF_SITE}/api/health/ready`, { headers })).json();
  expect(await ready({ "x-forwarded-for": anAddress() })).toEqual({ ready: true });
  expect(await ready({ "x-forwarded-for": "127.0.0.1", "x-evens-local": "true" })).toEqual({ ready: true });
  const { cookie } = await aPlayer();
  expect(await ready({ "x-forwarded-for": anAddress(), cookie: cookie() })).toEqual({ ready: true });
  const staff = visit(URL_OF_SITE);
  await staff.signInStaff(demoAccount("admin").email);
  expect(await ready({ "x-forwarded-for": anAddress(), cookie: staff.cookie() })).toMatchObject({
    checks: { migrations: { ok: true } },
  });
  expect(await ready({})).toMatchObject({ checks: { migrations: { ok: true } } });
});

test("case 40: a name that shows nothing, or something else than it is, opens no account", async () => {
  for (const displayName of [
    "\u200b\u200b\u200b",
    "\u202eadA",
    "A\u0300\u0301\u0302\u0303\u0304da",
    "\u3164\u3164",
    "<b>Ada</b>",
  ])
    await expect(visit(URL_OF_SITE).register({ ...newAccount(), displayName }), displayName).rejects.toThrow(
      /displayName/,
    );
});
