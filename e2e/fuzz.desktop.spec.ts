import { randomInt } from "node:crypto";
import { globSync } from "node:fs";
import { type Visitor, visit } from "../scripts/testing/site.ts";
import { actionIds } from "./support/action-ids.ts";
import { BODIES, inputs, texts } from "./support/garbage.ts";
import { demoAccount, expect, newAccount, test } from "./support/test.ts";

const ANSWER_MS_MAX = 30_000;
/** A session may do so much in ten seconds before the guard against floods answers instead of the action. */
const CALLS_A_SESSION = 50;
const AT_ONCE = 4;

const LEAKS = [
  /\bat (async )?[\w.<>]+ \(.*:\d+:\d+\)/,
  /node_modules|\.ts:\d+:\d+|webpack-internal/,
  /\b(select|insert into|update|delete from) [\w", *]+ (from|set|values)\b/i,
  /postgres(ql)?:\/\/|invalid byte sequence|syntax error at|violates \w+ constraint|relation "/i,
  /(DATABASE_URL|AUTH_SECRET)\s*[=:]|password_hash|ECONNREFUSED/,
  new RegExp(process.cwd().replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")),
];
/** React writes what a server component threw as a row of this kind; what is not found, and redirects, are none. */
const THREW = /E\{\\?"digest\\?":\\?"(?!NEXT_)/;

const ROLES = ["nobody", "player", "staff"] as const;
type Role = (typeof ROLES)[number];

const URL_OF_SITE = process.env.E2E_URL ?? "";

const visitor = async (role: Role): Promise<Visitor> => {
  const made = visit(URL_OF_SITE);
  if (role === "player") await made.register(newAccount());
  if (role === "staff") {
    await made.signInStaff(demoAccount("admin").email);
  }
  return made;
};

type Sent = { what: string; path: string; init: RequestInit };
type Answer = { status: number; body: string };

const send = async (cookie: string, { path, init }: Sent): Promise<Answer> => {
  const response = await fetch(URL_OF_SITE + path, {
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    ...init,
    headers: {
      ...(cookie ? { cookie } : {}),
      "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`,
      ...(init.headers as Record<string, string> | undefined),
    },
  });
  return { status: response.status, body: await response.text() };
};

const faultsOf = ({ what }: Sent, { status, body }: Answer): string[] => [
  ...(status >= 500 ? [`${what}: status ${status}`] : []),
  ...(THREW.test(body) ? [`${what}: something threw`] : []),
  ...(/"code":"fault"/.test(body) ? [`${what}: answered as a fault`] : []),
  ...LEAKS.flatMap((leak) =>
    leak.exec(body) ? [`${what}: tells ${leak.exec(body)?.[0].slice(0, 80)}`] : [],
  ),
];

/** Sends all of it, a few at a time, and returns what the site should not have answered. */
const bombard = async (cookieOf: (n: number) => string, all: readonly Sent[]): Promise<string[]> => {
  const faults: string[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < all.length; n = next++) {
      const sent = all[n] as Sent;
      try {
        faults.push(...faultsOf(sent, await send(cookieOf(n), sent)));
      } catch (error) {
        faults.push(`${sent.what}: no answer, ${(error as Error).message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return [...new Set(faults)].slice(0, 40);
};

// They end the sessions that everything else needs.
const LAST = ["session.revoke_others", "session.revoke"];

/** The names of all commands, as the API's document lists them. */
const commandNames = async (): Promise<string[]> => {
  const answer = await fetch(`${URL_OF_SITE}/api/v1/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, { post: { operationId: string } }> };
  const names = Object.values(paths).map(({ post }) => post.operationId);
  return names.sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
};

const SAME_SITE = { origin: new URL(URL_OF_SITE || "http://localhost").origin };

const commandCalls = async (count: number): Promise<Sent[]> => {
  const garbage = inputs(count).map((input) => JSON.stringify(input) ?? "");
  return (await commandNames()).flatMap((name, index) =>
    [...garbage, BODIES[index % BODIES.length] ?? ""].map((body, n): Sent => {
      const type = n % 7 === 6 ? "text/plain" : "application/json";
      const headers = { "content-type": type, ...SAME_SITE };
      return {
        what: `${name}(${body.slice(0, 120)})`,
        path: `/api/v1/commands/${name}`,
        init: { method: "POST", body, headers },
      };
    }),
  );
};

/** A few bodies that no page sends, for every server action. */
const actionCalls = (): Sent[] =>
  [...actionIds()].flatMap(([name, id], index) =>
    ["[{}]", "[null]", "[[],{}]", '["$F1"]', BODIES[index % BODIES.length] ?? ""]
      // Nothing is sent that takes part in ending the session.
      .filter(() => !/signOut|revoke/i.test(name))
      .map((body, n): Sent => {
        const type = n % 2 ? "text/plain;charset=UTF-8" : "multipart/form-data; boundary=x";
        const headers = { accept: "text/x-component", "next-action": id, "content-type": type, ...SAME_SITE };
        return { what: `${name} with body ${body}`, path: "/", init: { method: "POST", body, headers } };
      }),
  );

/** "app/(player)/events/[id]/page.tsx" with this for the id. */
const addressOf = (file: string, param: string): string =>
  file
    .replace(/^app/, "")
    .replace(/\/(page\.tsx|route\.ts)$/, "")
    .replaceAll(/\/\([^)]*\)/g, "")
    .replaceAll(/\[(\.\.\.)?\w+\]/g, encodeURIComponent(param)) || "/";

const QUERIES = [
  "q",
  "before",
  "from",
  "to",
  "kind",
  "status",
  "page",
  "next",
  "day",
  "player",
  "state",
  "id",
  "tab",
  "show",
  "after",
  "p",
  "range",
  "closed",
  "email",
  "event",
  "market",
  "result",
  "actor",
  "action",
  "subject",
  "error",
];

const queryOf = (values: readonly string[], shift: number): string =>
  new URLSearchParams(QUERIES.map((name, n) => [name, values[(n + shift) % values.length] ?? ""])).toString();

const pageCalls = (): Sent[] => {
  const values = texts(24);
  return globSync("app/**/page.tsx").flatMap((file, n) =>
    [0, 1, 2].map((round): Sent => {
      const path = `${addressOf(file, values[(n + round) % values.length] ?? "x")}?${queryOf(values, n + round)}`;
      const headers = round === 2 ? { rsc: "1", "next-router-state-tree": "garbage" } : undefined;
      return { what: `GET ${path.slice(0, 160)}`, path, init: { headers: { ...headers } } };
    }),
  );
};

const routeCalls = (): Sent[] => {
  const values = texts(24);
  const methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
  return globSync("app/**/route.ts").flatMap((file, n) =>
    methods.flatMap((method) =>
      ["callback/credentials", "session", "error", "signin/x", values[n % values.length] ?? "x"].map(
        (param): Sent => {
          const path = `${addressOf(file, param).replaceAll("%2F", "/")}?${queryOf(values, n)}`;
          const body = ["GET", "HEAD"].includes(method)
            ? {}
            : { body: values[(n + 3) % values.length] ?? "" };
          return { what: `${method} ${path.slice(0, 160)}`, path, init: { method, ...body } };
        },
      ),
    ),
  );
};

const ODD: Sent[] = [
  ...[
    "/%E0%A4%A",
    "/events/%00",
    "/events/%FF%FE",
    "/search?q=%00",
    "/?_rsc=%00",
    `/events/${"a".repeat(6_000)}`,
  ].map((path): Sent => ({ what: `GET ${path.slice(0, 60)}`, path, init: {} })),
  ...[
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "a/b",
  ].map(
    (type): Sent => ({
      what: `POST of ${type}`,
      path: "/sign-in",
      init: { method: "POST", body: "$ACTION_REF_1=&$ACTION_1:0={", headers: { "content-type": type } },
    }),
  ),
  { what: "TRACE-like", path: "/", init: { method: "PROPFIND" } },
];

for (const role of ROLES) {
  test(`garbage for every command and server action gets an answer that reveals nothing, as ${role}`, async () => {
    test.setTimeout(180_000);
    const calls = [...actionCalls(), ...(await commandCalls(role === "staff" ? 12 : 16))];
    const sessions = role === "nobody" ? 1 : Math.ceil(calls.length / CALLS_A_SESSION);
    const cookies: string[] = [];
    for (let n = 0; n < sessions; n += 1) cookies.push((await visitor(role)).cookie());
    expect(await bombard((n) => cookies[n % sessions] ?? "", calls)).toEqual([]);
  });

  test(`garbage in the address, the query and the body of every page and route, as ${role}`, async () => {
    test.setTimeout(180_000);
    const cookie = (await visitor(role)).cookie();
    const calls = [...pageCalls(), ...(role === "staff" ? [] : [...routeCalls(), ...ODD])];
    expect(await bombard(() => cookie, calls)).toEqual([]);
  });
}
