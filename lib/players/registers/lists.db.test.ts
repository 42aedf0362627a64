import { afterAll, beforeAll, expect, it } from "vitest";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { findSession } from "../find-session.ts";
import type { ExclusionRegister } from "../jurisdictions/policy.ts";
import { makeStaff } from "../testing/factory.ts";
import { applyListCommand, discardListCommand } from "./commands/index.ts";
import { personHash } from "./file.ts";
import { registerViews } from "./queries.ts";
import type { RegisterPerson } from "./register.ts";
import type { RegisterView } from "./schema.ts";
import { uploadList } from "./upload.ts";
import { uploadedRegister } from "./uploaded.ts";

let database: TestDatabase;
let risk: Awaited<ReturnType<typeof makeStaff>>;
beforeAll(async () => {
  database = await testDatabase();
  risk = await makeStaff("Rita", ["risk"]);
});
afterAll(() => database.drop());

const person = (lastName: string): RegisterPerson => ({
  firstName: "Zoë",
  lastName,
  birthDate: "1990-01-01",
  email: "zoe@mail.example",
  postcode: null,
  mobile: null,
});

const csv = (...people: string[]): Buffer =>
  Buffer.from(
    ["person_sha256,until", ...people.map((name) => `${personHash(person(name))},`), ""].join("\r\n"),
  );

const crowd = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, n) => `Name${String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))}`,
  );

const upload = async (register: ExclusionRegister, file: Buffer) => {
  const done = await uploadList(risk, { register, file });
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value;
};

const viewOf = async (register: ExclusionRegister): Promise<RegisterView> => {
  const view = (await registerViews()).find((each) => each.register === register);
  if (!view) throw new Error(register);
  return view;
};

/** As its page does: the draft, compared with what was in force. */
const request = async (register: ExclusionRegister, { sessionId } = risk) => {
  const { draft, inForce } = await viewOf(register);
  return applyListCommand.execute(
    {
      input: { listId: draft?.id ?? crypto.randomUUID(), replaces: inForce?.id ?? "" },
      sameSite: true,
      origin: { ip: "10.3.2.1", userAgent: "" },
      requestId: "req-12345678",
    },
    () => findSession(sessionId),
  );
};

const ask = async (register: ExclusionRegister, ...names: string[]) =>
  (await uploadedRegister(register).ask(names.map(person))).map(({ answer }) => answer);

const people = () => rows("select list_id from register_list_person");

it("excludes by a list once it is in force, and is an outage before", async () => {
  await expect(ask("cruks", "Ek")).rejects.toThrow("no list was uploaded");
  expect(await upload("cruks", csv("Ek", "Lund"))).toMatchObject({ people: 2, faulty: 0 });
  await expect(ask("cruks", "Ek"), "a draft excludes nobody").rejects.toThrow("no list was uploaded");
  expect(await viewOf("cruks")).toMatchObject({
    inForce: null,
    draft: { people: 2, added: 2, removed: 0, noEnd: 2, over: 0, by: "Rita", needsApproval: false },
  });
  expect(await request("cruks")).toMatchObject({ ok: true });
  expect(await ask("cruks", "Ek", "Smith", "Lund")).toEqual(["excluded", "clear", "excluded"]);

  await upload("cruks", csv("Lund", "Berg"));
  expect((await viewOf("cruks")).draft).toMatchObject({ added: 1, removed: 1 });
  expect(await ask("cruks", "Ek", "Berg")).toEqual(["excluded", "clear"]);
  await request("cruks");
  expect(await ask("cruks", "Ek", "Berg")).toEqual(["clear", "excluded"]);
  expect(new Set((await people()).map(({ list_id }) => list_id)).size, "replaced lists name nobody").toBe(1);

  await database.asOwner("update register_list set uploaded_at = now() - interval '37 hours'");
  await expect(ask("cruks", "Smith"), "an old list opens no door").rejects.toThrow("too old");
  expect((await viewOf("cruks")).inForce).toMatchObject({ tooOld: true });
  const trail = await rows("select action from audit_entry where action like 'register.%' order by id");
  expect(trail.map(({ action }) => action)).toEqual([
    "register.upload_list",
    "register.apply_list",
    "register.upload_list",
    "register.apply_list",
  ]);
});

it("names the wrong lines of a file, keeps nothing of it, and leaves the list in force alone", async () => {
  await upload("oasis", csv("Ek"));
  await request("oasis");
  const before = await people();
  const bad = Buffer.from(
    [
      "person_sha256,until",
      `${personHash(person("Lund"))},`,
      "Lund,1990-01-01",
      `${personHash(person("Berg"))},2026-02-30`,
      `=cmd|' /C calc'!A0,`,
    ].join("\n"),
  );
  expect(await upload("oasis", bad)).toMatchObject({ people: 0, faulty: 3 });
  expect(await people()).toEqual(before);
  const view = await viewOf("oasis");
  expect(view.draft).toBeNull();
  expect(view.refused).toMatchObject({
    by: "Rita",
    faulty: 3,
    faults: [
      { line: 3, problem: "line" },
      { line: 4, problem: "date" },
      { line: 5, problem: "line" },
    ],
  });
  expect(JSON.stringify(await rows("select faults from register_list"))).not.toContain("Lund");
  for (const [file, problem] of [
    [Buffer.from("name,birthday\nEk,1990-01-01\n"), "header"],
    [Buffer.from("person_sha256,until\r\n"), "empty"],
    [Buffer.from([0xff, 0xfe, 0x70, 0x00]), "header"],
  ] as const) {
    await upload("oasis", file);
    expect((await viewOf("oasis")).refused?.faults).toEqual([{ line: 1, problem }]);
  }
  expect(await ask("oasis", "Ek", "Lund")).toEqual(["excluded", "clear"]);
  await upload("oasis", csv("Ek", "Lund"));
  expect((await viewOf("oasis")).refused, "a good file came after it").toBeNull();
});

it("waits for a second person where many would be let in again: a list may have been cut short", async () => {
  await upload("spelpaus", csv(...crowd(40)));
  expect(await request("spelpaus")).toMatchObject({ ok: true });
  await upload("spelpaus", csv(...crowd(29)));
  expect((await viewOf("spelpaus")).draft).toMatchObject({ removed: 11, needsApproval: true });
  expect(await request("spelpaus")).toMatchObject({ refusal: { code: "approval_required" } });
  expect(await ask("spelpaus", crowd(40).at(-1) ?? "")).toEqual(["excluded"]);
});

it("is applied as it was compared, and once", async () => {
  await upload("rgiaj", csv("Ek"));
  const draft = (await viewOf("rgiaj")).draft?.id ?? "";
  const answers = await Promise.all(
    [1, 2, 3].map(() => applyListCommand(risk, { listId: draft, replaces: "" })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  await upload("rgiaj", csv("Lund"));
  const next = (await viewOf("rgiaj")).draft?.id ?? "";
  expect(await applyListCommand(risk, { listId: next, replaces: "" })).toMatchObject({
    refusal: { code: "list_changed" },
  });
  await upload("rgiaj", csv("Berg"));
  expect(await applyListCommand(risk, { listId: next, replaces: draft })).toMatchObject({
    refusal: { code: "list_over" },
  });
  const last = (await viewOf("rgiaj")).draft?.id ?? "";
  expect(await discardListCommand(risk, { listId: last })).toMatchObject({ ok: true });
  expect(await discardListCommand(risk, { listId: last })).toMatchObject({ refusal: { code: "list_over" } });
  expect(await ask("rgiaj", "Ek", "Lund", "Berg")).toEqual(["excluded", "clear", "clear"]);
});

it("is for risk only", async () => {
  const support = await makeStaff("Sue", ["support"]);
  expect(await request("rgiaj", support)).toMatchObject({ refusal: { code: "forbidden" } });
});
