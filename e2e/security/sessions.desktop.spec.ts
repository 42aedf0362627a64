import { expect, test } from "@playwright/test";
import { visit } from "../../scripts/testing/site.ts";
import { newAccount } from "../support/test.ts";
import { anAddress, aPlayer, ORIGIN, URL_OF_SITE } from "./support.ts";

test("case 24: guesses at an account do not lock its owner out", async () => {
  const home = anAddress();
  const owner = await aPlayer(home);
  const guess = async (address: string) =>
    visit(URL_OF_SITE, address)
      .signIn(owner.email, "not the password")
      .catch((error: Error) => error.message);
  const here: string[] = [];
  for (let n = 0; n < 11; n += 1) here.push(String(await guess(home)));
  expect(here.at(-1)).toMatch(/too_many_requests/);
  // The owner's own browser, at the guesser's address, and another one elsewhere.
  await owner.signIn(owner.email, owner.password);
  await visit(URL_OF_SITE).signIn(owner.email, owner.password);
});

test("case 25: the addresses of one IPv6 network open no more accounts than one address", async () => {
  const network = `2001:db8:${Math.floor(Math.random() * 65_535).toString(16)}:1`;
  const outcomes: string[] = [];
  for (let n = 1; n <= 12; n += 1)
    await visit(URL_OF_SITE, `${network}::${n}`)
      .register({ ...newAccount(), country: "KP" })
      .catch((error: Error) => outcomes.push(error.message));
  expect(outcomes.filter((text) => /too_many_requests/.test(text))).toHaveLength(2);
});

test("case 39: signing in again on the same browser ends the session that it had", async () => {
  const player = await aPlayer();
  const before = player.cookie();
  await player.signIn(player.email, player.password);
  const statusWith = async (cookie: string) =>
    (await fetch(`${URL_OF_SITE}/account`, { redirect: "manual", headers: { cookie } })).status;
  expect([await statusWith(before), await statusWith(player.cookie())]).toEqual([307, 200]);
});

test("held: the session's cookie is out of reach of scripts and of other sites", async () => {
  const player = await aPlayer();
  const answer = await fetch(`${URL_OF_SITE}/api/auth/csrf`, { headers: { cookie: player.cookie() } });
  for (const line of answer.headers.getSetCookie()) expect(line).toMatch(/HttpOnly.*SameSite=Lax/i);
  const lines: string[] = [];
  const keeping = visit(URL_OF_SITE, anAddress(), (line) => lines.push(line));
  await keeping.signIn(player.email, player.password);
  expect(lines.map((line) => line.split("=")[0])).toContain("next-auth.session-token");
  // Scripts read how pages look (theme, odds, time zone), and nothing of the session.
  for (const line of lines.filter((each) => each.includes("next-auth"))) expect(line).toMatch(/HttpOnly/i);
  for (const line of lines) expect(line).toMatch(/SameSite=Lax/i);
});

test("held: credentials from another page sign nobody in", async () => {
  const { email, password } = await aPlayer();
  const answer = await fetch(`${URL_OF_SITE}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: ORIGIN },
    body: new URLSearchParams({ email, password }).toString(),
  });
  expect(answer.headers.getSetCookie().some((line) => /session-token=[^;]/.test(line))).toBe(false);
});

test("case 39: next-auth's own endpoint signs in, once, and ends the session that the browser had", async () => {
  const { email, password } = await aPlayer();
  const jar = new Map<string, string>();
  const send = async (path: string, body?: Record<string, string>): Promise<Response> => {
    const answer = await fetch(URL_OF_SITE + path, {
      method: body ? "POST" : "GET",
      redirect: "manual",
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        origin: ORIGIN,
        "x-forwarded-for": anAddress(),
        ...(body && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(body && { body: new URLSearchParams(body).toString() }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      jar.set(name, value);
    }
    return answer;
  };
  const signIn = async (): Promise<string> => {
    const { csrfToken } = (await (await send("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await send("/api/auth/callback/credentials", {
      csrfToken,
      email,
      password,
      callbackUrl: "/live",
    });
    expect(new URL(answer.headers.get("location") ?? "", ORIGIN).href).toBe(`${ORIGIN}/live`);
    return jar.get("next-auth.session-token") ?? "";
  };
  const playerOf = async (token: string): Promise<unknown> =>
    (
      (await (
        await fetch(`${URL_OF_SITE}/api/auth/session`, {
          headers: { cookie: `next-auth.session-token=${token}` },
        })
      ).json()) as { id?: unknown }
    ).id ?? null;
  const first = await signIn();
  expect(await playerOf(first)).toEqual(expect.any(String));
  const second = await signIn();
  expect([await playerOf(first), await playerOf(second)]).toEqual([null, expect.any(String)]);
});
