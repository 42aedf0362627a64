import { globSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { io } from "socket.io-client";
import { type Visitor, visit } from "../../scripts/testing/site.ts";
import { anAddress, aPlayer, ORIGIN, URL_OF_SITE } from "../security/support.ts";
import { demoAccount } from "../support/test.ts";

const REALTIME = process.env.E2E_REALTIME_URL ?? "http://localhost:3001";

/** Every page and route with an id in its address, and every one of the back office. */
const ROUTES = globSync("app/**/{page.tsx,route.ts}")
  .map((file) =>
    file
      .replaceAll("\\", "/")
      .replace(/^app/, "")
      .replace(/\/(page\.tsx|route\.ts)$/, "")
      .replace(/\/\([^)]+\)/g, ""),
  )
  .filter((path) => !path.includes("[...") && !path.startsWith("/api/"));
const STAFF = ROUTES.filter((path) => /^\/admin(\/|$)/.test(path));
const WITH_ID = ROUTES.filter((path) => path.includes("["));

/** As a browser asks for a page, as the router asks for its parts, and as it asks ahead. */
const ASKED: Readonly<Record<string, Record<string, string>>> = {
  page: {},
  parts: { rsc: "1" },
  ahead: { rsc: "1", "next-router-prefetch": "1" },
  segment: { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
};

type Owner = Visitor & { email: string; id: string; ids: string[] };

/** A player with something of each kind that has an address, by its id. */
const anOwner = async (): Promise<Owner> => {
  const owner = await aPlayer();
  const key = { idempotencyKey: crypto.randomUUID() };
  const deposit = await owner.command<{ id: string }>("cashier.deposit", { amount: "33.33", ...key });
  const copy = await owner.command<{ exportId: string }>("player.export_data", {});
  const { viewer } = (await (await owner.get("/api/me")).json()) as { viewer: { id: string } };
  if (!deposit.ok || !copy.ok) throw new Error("the owner has nothing to look at");
  return { ...owner, id: viewer.id, ids: [viewer.id, deposit.value.id, copy.value.exportId] };
};

/** What an address tells: its status, and whether something of the owner or of a page for staff is in it. */
const told = async (who: Visitor, path: string, how: string, { email }: Owner) => {
  const answer = await who.get(path, ASKED[how]);
  const text = await answer.text();
  const tells = [email, "33.33", "Signed in as"].filter((each) => text.includes(each));
  return { path, how, open: answer.status === 200 && how === "page", fault: answer.status >= 500, tells };
};

const CLOSED = { open: false, fault: false, tells: [] };

const expectClosed = async (who: Visitor, paths: readonly string[], owner: Owner): Promise<void> => {
  for (const path of paths) {
    const answers = await Promise.all(Object.keys(ASKED).map((how) => told(who, path, how, owner)));
    expect(answers).toEqual(Object.keys(ASKED).map((how) => ({ path, how, ...CLOSED })));
  }
};

test("no address opens with the ids of somebody else, however it is asked for", async () => {
  expect(WITH_ID.length).toBeGreaterThan(8);
  expect(STAFF.length).toBeGreaterThan(12);
  const owner = await anOwner();
  const own = await told(owner, `/cashier/payments/${owner.ids[1]}`, "page", owner);
  expect(own.tells, "its owner sees it").toContain("33.33");

  // Events and competitions are for everybody, and no id of a player is one of theirs.
  const paths = WITH_ID.flatMap((path) => owner.ids.map((id) => path.replace(/\[[^\]]+\]/g, id)));
  const staff = STAFF.filter((path) => !path.includes("["));
  for (const who of [await aPlayer(), visit(URL_OF_SITE, anAddress())]) {
    await expectClosed(
      who,
      paths.filter((path) => !/^\/(confirm|competitions|events)\//.test(path)),
      owner,
    );
    await expectClosed(who, staff, owner);
  }
});

test("roles that do not grant a page get no part of it", async () => {
  const owner = await anOwner();
  const trader = visit(URL_OF_SITE, anAddress());
  await trader.signInStaff(demoAccount("trader").email);
  for (const path of [
    `/admin/players/${owner.id}`,
    `/admin/care/${owner.id}`,
    "/admin/identity",
    "/admin/registers",
  ])
    for (const how of Object.keys(ASKED)) {
      const { open, tells } = await told(trader, path, how, owner);
      expect([path, how, open, tells.includes(owner.email)]).toEqual([path, how, false, false]);
    }
});

test("a socket gives nobody the topics of somebody else", async () => {
  const owner = await anOwner();
  const other = await aPlayer();
  for (const cookie of [other.cookie(), ""]) {
    const socket = io(REALTIME, {
      transports: ["websocket"],
      forceNew: true,
      extraHeaders: { origin: ORIGIN, "x-forwarded-for": anAddress(), ...(cookie && { cookie }) },
    });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once("connect", resolve);
        socket.once("connect_error", reject);
      });
      for (const topic of [`player:${owner.id}`, "staff"]) {
        const answer = await socket.emitWithAck("join", { topics: [{ topic, version: 0 }] });
        expect([topic, answer.topics[0].ok]).toEqual([topic, false]);
      }
    } finally {
      socket.close();
    }
  }
});
