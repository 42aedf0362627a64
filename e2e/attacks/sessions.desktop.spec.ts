import { expect, test } from "@playwright/test";
import { io } from "socket.io-client";
import { visit } from "../../scripts/testing/site.ts";
import { anAddress, aPlayer, ORIGIN, URL_OF_SITE } from "../security/support.ts";
import { demoAccount } from "../support/test.ts";

const SESSION = "next-auth.session-token";
const REALTIME = process.env.E2E_REALTIME_URL ?? "http://localhost:3001";

const named = (cookies: string, name: string): string =>
  cookies.split("; ").find((pair) => pair.startsWith(`${name}=`)) ?? "";

/** The account that a cookie identifies: a page, the account of the page, a command. */
const reach = async (cookie: string) => {
  const headers = { cookie, "x-forwarded-for": anAddress() };
  const page = await fetch(`${URL_OF_SITE}/account`, { redirect: "manual", headers });
  const me = (await (await fetch(`${URL_OF_SITE}/api/me`, { headers })).json()) as {
    viewer: { id: string } | null;
  };
  const command = await fetch(`${URL_OF_SITE}/api/v1/commands/session.revoke_others`, {
    method: "POST",
    headers: { ...headers, origin: ORIGIN, "content-type": "application/json" },
    body: "{}",
  });
  return { page: page.status, viewer: me.viewer?.id ?? null, command: command.status };
};

const NOBODY = { page: 307, viewer: null, command: 401 };

test("a session that an attacker plants in a browser is not the victim's after the victim signs in", async () => {
  const [attacker, victim] = [await aPlayer(), await aPlayer()];
  const planted = attacker.cookie();
  const csrf = await fetch(`${URL_OF_SITE}/api/auth/csrf`, { headers: { cookie: planted } });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const jar = csrf.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  const signedIn = await fetch(`${URL_OF_SITE}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: {
      cookie: [planted, ...jar].join("; "),
      origin: ORIGIN,
      "content-type": "application/x-www-form-urlencoded",
      "x-forwarded-for": anAddress(),
    },
    body: new URLSearchParams({ csrfToken, email: victim.email, password: victim.password }).toString(),
  });
  const given = signedIn.headers.getSetCookie().find((line) => line.startsWith(`${SESSION}=`)) ?? "";
  expect(given).not.toBe("");
  expect(given.split(";")[0]).not.toBe(named(planted, SESSION));
  expect(await reach(planted)).toEqual(NOBODY);
  expect(await reach(given.split(";")[0] ?? "")).toMatchObject({ page: 200, command: 200 });
});

test("a session that was signed out is invalid wherever its cookie is sent again", async () => {
  const player = await aPlayer();
  const copied = named(player.cookie(), SESSION);
  expect(await reach(copied)).toMatchObject({ page: 200, command: 200 });
  const { csrfToken } = (await (await player.get("/api/auth/csrf")).json()) as { csrfToken: string };
  await fetch(`${URL_OF_SITE}/api/auth/signout`, {
    method: "POST",
    redirect: "manual",
    headers: {
      cookie: player.cookie(),
      origin: ORIGIN,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ csrfToken }).toString(),
  });
  expect(await reach(copied)).toEqual(NOBODY);
});

test("an open socket loses what is private within a second of its session's end", async () => {
  const player = await aPlayer();
  const other = visit(URL_OF_SITE);
  await other.signIn(player.email, player.password);
  const { viewer } = (await (await other.get("/api/me")).json()) as { viewer: { id: string } };
  const socket = io(REALTIME, {
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { origin: ORIGIN, cookie: other.cookie(), "x-forwarded-for": anAddress() },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    const topic = `player:${viewer.id}`;
    const joined = await socket.emitWithAck("join", { topics: [{ topic, version: 0 }] });
    expect(joined).toMatchObject({ ok: true, topics: [{ ok: true }] });
    const left = new Promise((resolve) => socket.once("left", resolve));
    const started = performance.now();
    expect(await player.command("session.revoke_others", {})).toMatchObject({ ok: true });
    expect(await left).toMatchObject({ reason: "session_ended" });
    expect(performance.now() - started).toBeLessThan(5_000);
    const again = await socket.emitWithAck("join", { topics: [{ topic, version: 0 }] });
    expect(again).toMatchObject({ topics: [{ ok: false, code: "not_allowed" }] });
  } finally {
    socket.close();
  }
});

test("sockets are closed to other sites, and to clients that do not say where they come from", async () => {
  const { cookie } = await aPlayer();
  for (const origin of ["https://evil.example", "null", `${ORIGIN}.evil.example`, undefined]) {
    const socket = io(REALTIME, {
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...(origin && { origin }), cookie: cookie(), "x-forwarded-for": anAddress() },
    });
    await new Promise((resolve) => socket.once("connect_error", resolve));
    expect([origin, socket.connected]).toEqual([origin, false]);
    socket.close();
  }
});

test("commands, next-auth and actions are closed to other sites, with the cookies of whoever visits them", async () => {
  const staff = visit(URL_OF_SITE);
  await staff.signInStaff(demoAccount("admin").email);
  const player = await aPlayer();
  for (const origin of ["https://evil.example", "null", `${ORIGIN}.evil.example`, undefined])
    for (const { cookie } of [player, staff]) {
      const headers = { cookie: cookie(), "x-forwarded-for": anAddress(), ...(origin && { origin }) };
      const command = await fetch(`${URL_OF_SITE}/api/v1/commands/session.revoke_others`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: "{}",
      });
      expect([origin, command.status]).toEqual([origin, 403]);
      const action = await fetch(`${URL_OF_SITE}/account/devices`, {
        method: "POST",
        redirect: "manual",
        headers: { ...headers, "next-action": "0".repeat(42), "content-type": "text/plain;charset=UTF-8" },
        body: "[]",
      });
      expect([origin, action.status]).toEqual([origin, 403]);
      if (!origin) continue;
      const signOut = await fetch(`${URL_OF_SITE}/api/auth/signout`, {
        method: "POST",
        redirect: "manual",
        headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
        body: "csrfToken=guess",
      });
      expect([origin, signOut.status]).toEqual([origin, 403]);
    }
  expect((await reach(named(player.cookie(), SESSION))).page).toBe(200);
});
