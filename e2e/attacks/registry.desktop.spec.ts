import { type APIRequestContext, expect, test } from "@playwright/test";
import { visit } from "../../scripts/testing/site.ts";
import { anAddress, aPlayer, URL_OF_SITE } from "../security/support.ts";
import { actionIds } from "../support/action-ids.ts";
import { demoAccount } from "../support/test.ts";

type Property = { type?: string; format?: string };
type Operation = {
  operationId: string;
  "x-actor": "visitor" | "player" | "staff";
  requestBody: { content: { "application/json": { schema: { properties?: Record<string, Property> } } } };
};

/** Every command and query, as the site's own document lists them. */
const operations = async (request: APIRequestContext): Promise<Operation[]> => {
  const { paths } = (await (await request.get("/api/v1/openapi.json")).json()) as {
    paths: Record<string, { post: Operation }>;
  };
  return Object.values(paths).map(({ post }) => post);
};

const propertiesOf = ({ requestBody }: Operation): [string, Property][] =>
  Object.entries(requestBody.content["application/json"].schema.properties ?? {});

const FOREIGN = ["https://evil.example", "null", `${URL_OF_SITE}.evil.example`, undefined];

test("no command answers a page of another site, nor a client that hides where it comes from", async ({
  request,
}) => {
  const every = await operations(request);
  expect(every.length).toBeGreaterThan(50);
  const { cookie } = await aPlayer();
  await Promise.all(
    FOREIGN.map(async (origin, at) => {
      for (const { operationId } of every) {
        const answer = await fetch(`${URL_OF_SITE}/api/v1/commands/${operationId}`, {
          method: "POST",
          body: "{}",
          headers: {
            "content-type": "application/json",
            cookie: cookie(),
            "x-forwarded-for": `10.77.${at}.1`,
            ...(origin && { origin }),
          },
        });
        expect([operationId, origin, answer.status]).toEqual([operationId, origin, 403]);
      }
    }),
  );
});

test("no action of a page answers another site", async () => {
  const { cookie } = await aPlayer();
  const ids = [...actionIds().values()];
  expect(ids.length).toBeGreaterThan(20);
  for (const id of ids) {
    const answer = await fetch(`${URL_OF_SITE}/`, {
      method: "POST",
      body: "[{}]",
      headers: {
        "next-action": id,
        "content-type": "text/plain;charset=UTF-8",
        accept: "text/x-component",
        cookie: cookie(),
        origin: "https://evil.example",
        "x-forwarded-for": "10.78.0.1",
      },
    });
    const text = await answer.text();
    expect([id, answer.ok && !text.includes("foreign_origin")]).toEqual([id, false]);
  }
});

test("the ids of somebody else do nothing, whichever command is given them", async ({ request }) => {
  const [owner, other] = [await aPlayer(), await aPlayer()];
  const made = await owner.command<{ tokenId: string }>("token.create", {
    name: "Mine",
    scopes: ["slip.load"],
    days: "7",
  });
  if (!made.ok) throw new Error(made.refusal.code);
  const { tokenId } = made.value;
  const players = (await operations(request)).filter((each) => each["x-actor"] === "player");
  for (const operation of players) {
    const ids = propertiesOf(operation).filter(([name]) => /Id$/.test(name));
    if (ids.length === 0) continue;
    const input = Object.fromEntries(ids.map(([name]) => [name, tokenId]));
    const answer = await other.command(operation.operationId, input);
    expect([operation.operationId, answer.ok && answer.value !== null]).toEqual([
      operation.operationId,
      false,
    ]);
  }
  const page = await (await owner.get("/account/tokens")).text();
  expect(page).toContain("Mine");
  expect((await other.get("/account/tokens")).status).toBe(200);
  expect(await (await other.get("/account/tokens")).text()).not.toContain("Mine");
});

const SCRIPT = `"><img src=x onerror=alert(1)>`;
/** What a browser would run: the same text with its angle bracket. */
const RUNS = /<img src=x onerror/i;

test("no text that a player or staff write is run by a page that shows it", async () => {
  const email = `journey-${crypto.randomUUID().slice(0, 8)}@mail.example`;
  const visitor = visit(URL_OF_SITE, anAddress());
  const account = { email, password: "corner-flag-in-the-rain" };
  for (const field of ["displayName", "firstName", "lastName", "street", "city"]) {
    const refused = await visit(URL_OF_SITE, anAddress())
      .register({ ...account, email: `${field.toLowerCase()}-${email}`, [field]: SCRIPT })
      .then(
        () => false,
        () => true,
      );
    // Names and addresses have no angle brackets; where one passes, the pages below would show it.
    expect([field, refused]).toEqual([field, true]);
  }
  await visitor.register(account);
  await visitor.command("token.create", { name: SCRIPT, scopes: ["slip.load"], days: "7" });
  const staff = visit(URL_OF_SITE, anAddress());
  await staff.signInStaff(demoAccount("admin").email);
  const list = await (await staff.get(`/admin/players?q=${encodeURIComponent(email)}`)).text();
  const id = /\/admin\/players\/([0-9a-f-]{36})/.exec(list)?.[1] ?? "";
  expect(await staff.command("player.block", { playerId: id, reason: "other", note: SCRIPT })).toMatchObject({
    ok: true,
  });
  const reads: [typeof staff, string][] = [
    [visitor, "/account"],
    [visitor, "/account/tokens"],
    [visitor, "/account/safer-gambling"],
    [visitor, `/search?q=${encodeURIComponent(SCRIPT)}`],
    [staff, `/admin/players/${id}`],
    [staff, `/admin/players?q=${encodeURIComponent(SCRIPT)}`],
    [staff, `/admin/audit?subject=${encodeURIComponent(`player:${id}`)}`],
    [staff, `/admin/audit?actor=${encodeURIComponent(SCRIPT)}`],
  ];
  for (const [who, path] of reads) {
    const answer = await who.get(path);
    const text = await answer.text();
    expect([path, answer.status, RUNS.test(text)]).toEqual([path, 200, false]);
  }
});
