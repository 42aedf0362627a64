import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it, vi } from "vitest";

const secret = "a-secret-of-thirty-two-characters";
const site = { AUTH_SECRET: secret, PUBLIC_URL: "http://bet.example" };
vi.mock("#lib/platform/config/env.ts", () => ({ env: () => site }));

const { readSessionCookie, sessionCookie, sessionCookieName } = await import("./session-cookie.ts");

const named = { accountId: "account", sessionId: "session" };
const NAME = "next-auth.session-token";
const tokenOf = async (): Promise<string> => (await sessionCookie(named)).split(/=(.*)/s)[1] ?? "";

beforeEach(() => {
  site.PUBLIC_URL = "http://bet.example";
});

describe("readSessionCookie", () => {
  it("reads the whole cookie, or its pieces in their order", async () => {
    const token = await tokenOf();
    expect(
      await readSessionCookie(
        new Map([
          ["a", "1"],
          [NAME, token],
        ]),
      ),
    ).toMatchObject(named);
    const pieces = new Map([
      [`${NAME}.1`, token.slice(100, 200)],
      [`${NAME}.0`, token.slice(0, 100)],
      [`${NAME}.2`, token.slice(200)],
    ]);
    expect(await readSessionCookie(pieces)).toMatchObject(named);
    expect(await readSessionCookie({ getAll: () => [{ name: NAME, value: token }] })).toMatchObject(named);
  });

  it("knows only the secure name on https, and only the other one on http", async () => {
    const token = await tokenOf();
    const secure = new Map([[`__Secure-${NAME}`, token]]);
    expect(await readSessionCookie(secure)).toBeNull();
    site.PUBLIC_URL = "https://bet.example";
    expect(sessionCookieName()).toBe(`__Secure-${NAME}`);
    expect(await readSessionCookie(secure)).toMatchObject(named);
    expect(await readSessionCookie(new Map([[NAME, token]]))).toBeNull();
  });

  it("is null without one, for one that others made, and for one that is over, also when it was read before", async () => {
    expect(await readSessionCookie(new Map())).toBeNull();
    expect(await readSessionCookie(new Map([[NAME, ""]]))).toBeNull();
    expect(await readSessionCookie(new Map([[NAME, "eyJhbGciOiJkaXIifQ.forged"]]))).toBeNull();
    const foreign = await encode({ token: { sub: "account", sid: "session" }, secret: `${secret}!` });
    expect(await readSessionCookie(new Map([[NAME, foreign]]))).toBeNull();
    const without = await encode({ token: { sub: "account" }, secret });
    expect(await readSessionCookie(new Map([[NAME, without]]))).toBeNull();
    const token = await tokenOf();
    vi.useFakeTimers({ now: Date.now() });
    try {
      expect(await readSessionCookie(new Map([[NAME, token]]))).toMatchObject(named);
      vi.advanceTimersByTime(30 * 24 * 3_600_000 + 20_000);
      expect(await readSessionCookie(new Map([[NAME, token]]))).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});
