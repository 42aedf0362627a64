import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { env } from "#lib/platform/config/env.ts";
import { ownerRows } from "#lib/platform/database/owner.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { rows } from "#lib/platform/testing/rows.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { checkGate } from "../eligibility/check-gate.ts";
import { storePerson } from "../person/person.ts";
import { makePerson, makePlayer, makeStaff, unverifyPlayers } from "../testing/factory.ts";
import { approveIdentity } from "./commands/approve-identity.ts";
import { changeDetails } from "./commands/change-details.ts";
import { refuseIdentity } from "./commands/refuse-identity.ts";
import { removeDocumentCommand } from "./commands/remove-document.ts";
import { revokeIdentity } from "./commands/revoke-identity.ts";
import { submitDocumentsCommand } from "./commands/submit-documents.ts";
import { uploadDocument } from "./documents/upload.ts";
import { viewDocument } from "./documents/view.ts";
import { expireLevels } from "./expire.ts";
import { identityStates, moveIdentity } from "./machine.ts";
import type { DocumentKind } from "./schema.ts";

let database: TestDatabase;
let picture: Buffer;
beforeAll(async () => {
  database = await testDatabase();
  picture = await sharp({ create: { width: 800, height: 500, channels: 3, background: "#446" } })
    .jpeg()
    .toBuffer();
  Object.assign(env(), { SEALING_KEYS: [{ version: "1", key: randomBytes(32).toString("base64url") }] });
});
afterAll(() => database.drop());

let staff: Awaited<ReturnType<typeof makeStaff>>;
beforeEach(async () => {
  staff = await makeStaff("Reviewer", ["support"]);
});

/** A player about whom nothing is verified. */
const newcomer = async () => {
  const playerId = await makePlayer(0n);
  await unverifyPlayers([playerId]);
  await transaction((tx) => storePerson(tx, playerId, makePerson()));
  return { playerId, sessionId: "", currency: "EUR" as const };
};
type Newcomer = Awaited<ReturnType<typeof newcomer>>;

const upload = async (player: Newcomer, kind: DocumentKind = "passport") => {
  const answer = await uploadDocument(player, { kind, file: picture });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.documentId;
};

const submit = async (player: Newcomer, ...kinds: DocumentKind[]) => {
  for (const kind of kinds) await upload(player, kind);
  const answer = await submitDocumentsCommand(player, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.submissionId;
};

const verifiedOf = async (playerId: string) =>
  (await rows<{ verified: object }>("select verified from player where id = $1", [playerId]))[0]?.verified;

it("verifies what staff have looked at, once, and keeps every step", async () => {
  const player = await newcomer();
  const submissionId = await submit(player, "passport", "utility_bill");
  expect(await identityStates(player.playerId)).toEqual({
    age: "pending",
    identity: "pending",
    address: "pending",
  });
  const input = { submissionId, expiresOn: "2199-12-31", note: null };
  const answers = await Promise.all([1, 2, 3].map(() => approveIdentity(staff, input)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.filter(({ ok }) => !ok)[0]).toMatchObject({ refusal: { code: "already_decided" } });
  expect(Object.keys((await verifiedOf(player.playerId)) ?? {}).sort()).toEqual([
    "address",
    "age",
    "identity",
  ]);
  expect(
    await rows(
      "select action, before, after, made_by from identity_change where player_id = $1 and level = 'age' order by id",
      [player.playerId],
    ),
  ).toEqual([
    { action: "submit", before: "unverified", after: "pending", made_by: null },
    { action: "approve", before: "pending", after: "verified", made_by: staff.staffId },
  ]);
  expect(
    await rows("select action from audit_entry where subject = $1", [`identity:${submissionId}`]),
  ).toEqual([{ action: "identity.approve" }]);
});

it("verifies by a passport who somebody is, and not where they live", async () => {
  const player = await newcomer();
  await approveIdentity(staff, {
    submissionId: await submit(player, "passport"),
    expiresOn: null,
    note: null,
  });
  expect(await identityStates(player.playerId)).toEqual({
    age: "verified",
    identity: "verified",
    address: "unverified",
  });
  expect(await uploadDocument(player, { kind: "passport", file: picture })).toMatchObject({
    refusal: { code: "not_needed" },
  });
});

it("tells a player why documents were refused, and takes others", async () => {
  const player = await newcomer();
  const refused = { reason: "unreadable" as const, note: "a thumb" };
  const submissionId = await submit(player, "passport");
  expect(await refuseIdentity(staff, { submissionId, ...refused })).toMatchObject({ ok: true });
  const [told] = await rows<{ payload: object }>(
    "select payload from outbox where kind = 'identity.changed' and payload->>'playerId' = $1 order by id desc limit 1",
    [player.playerId],
  );
  expect(told?.payload).toMatchObject({ state: "refused", reason: "unreadable" });
  expect(JSON.stringify(told?.payload)).not.toContain("thumb");
  await submit(player, "identity_card");
  expect((await identityStates(player.playerId)).identity).toBe("pending");
  // The first submission has no say any more.
  expect(await approveIdentity(staff, { submissionId, expiresOn: null, note: null })).toMatchObject({
    refusal: { code: "already_decided" },
  });
});

it("keeps a minor from betting at once", async () => {
  const player = await newcomer();
  const submissionId = await submit(player, "passport");
  await refuseIdentity(staff, { submissionId, reason: "under_age", note: null });
  expect(await checkGate(player.playerId, "bet")).toMatchObject({ reason: "excluded", until: null });
});

it("moves by no action from a state that it does not lead from", async () => {
  const ACTIONS = ["approve", "refuse", "cancel", "expire", "revoke", "reset"] as const;
  const player = await newcomer();
  const submissionId = await submit(player, "passport");
  const other = await submit(await newcomer(), "passport");
  const move = (action: (typeof ACTIONS)[number] | "submit", id: string) =>
    transaction((tx) =>
      moveIdentity(tx, {
        ...{ playerId: player.playerId, action, submissionId: id, reason: "other" },
        levels: ["age", "identity"],
      }),
    );
  // Under review: only its own submission ends it.
  for (const action of [...ACTIONS, "submit"] as const)
    expect([action, await move(action, other)]).toEqual([action, false]);
  for (const action of ["expire", "revoke", "reset", "submit"] as const)
    expect([action, await move(action, submissionId)]).toEqual([action, false]);
  expect(await move("cancel", submissionId)).toBe(true);
  for (const action of ["approve", "refuse", "cancel", "expire", "revoke"] as const)
    expect([action, await move(action, submissionId)]).toEqual([action, false]);
  await ownerRows("update identity_submission set status = 'cancelled', ended_at = now() where id = $1", [
    submissionId,
  ]);
});

it("lets the application write states in no other way", async () => {
  const { playerId } = await newcomer();
  for (const text of [
    `insert into identity_level (player_id, level, state) values ('${playerId}', 'age', 'verified')`,
    `update player set verified = '{"age": null}' where id = '${playerId}'`,
    `delete from identity_change where player_id = '${playerId}'`,
  ])
    await expect(rows(text), text).rejects.toThrow("permission denied");
});

it("expires what was verified by a document that has expired", async () => {
  const player = await newcomer();
  const submissionId = await submit(player, "passport");
  await approveIdentity(staff, { submissionId, expiresOn: "2000-01-01", note: null });
  expect(await expireLevels()).toBe(2);
  expect(await expireLevels()).toBe(0);
  expect((await identityStates(player.playerId)).age).toBe("expired");
  expect(await verifiedOf(player.playerId)).toEqual({});
  await submit(player, "passport");
});

it("takes back what was verified", async () => {
  const playerId = await makePlayer(0n);
  const revoked = await revokeIdentity(staff, { playerId, reason: "not_genuine", note: null });
  expect(revoked).toMatchObject({ ok: true });
  expect(await verifiedOf(playerId)).toEqual({});
  expect(await revokeIdentity(staff, { playerId, reason: "other", note: null })).toMatchObject({
    refusal: { code: "nothing_verified" },
  });
});

it("keeps a verified name, and has a new address verified again", async () => {
  const playerId = await makePlayer(0n);
  const player = { playerId, sessionId: "", currency: "EUR" as const };
  const person = makePerson();
  await transaction((tx) => storePerson(tx, playerId, person));
  expect(await changeDetails(player, { ...person, lastName: "Other" })).toMatchObject({
    refusal: { code: "name_locked" },
  });
  expect(await changeDetails(player, { ...person, postcode: null })).toMatchObject({
    refusal: { code: "postcode_missing" },
  });
  expect(await changeDetails(player, { ...person, street: "Nygatan 2" })).toMatchObject({ ok: true });
  expect(await identityStates(playerId)).toEqual({
    age: "verified",
    identity: "verified",
    address: "unverified",
  });
});

it("stores documents sealed, opens them for reviewers alone, and audits each view", async () => {
  const player = await newcomer();
  const documentId = await upload(player);
  const [stored] = await rows<{ content: Buffer }>("select content from identity_document where id = $1", [
    documentId,
  ]);
  expect(stored?.content.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
  for (let view = 0; view < 2; view += 1) {
    const seen = await viewDocument(staff, { documentId });
    expect(seen.ok && (await sharp(seen.value).metadata())).toMatchObject({ format: "jpeg", width: 800 });
  }
  expect(
    await rows("select actor, action from audit_entry where subject = $1", [`document:${documentId}`]),
  ).toEqual([1, 2].map(() => ({ actor: "Reviewer", action: "identity.view_document" })));
});

it("lets a player remove their own document until it is sent, and nobody else's", async () => {
  const [player, other] = [await newcomer(), await newcomer()];
  const documentId = await upload(player);
  const gone = { refusal: { code: "unknown_document" } };
  expect(await removeDocumentCommand(other, { documentId })).toMatchObject(gone);
  expect(await removeDocumentCommand(player, { documentId })).toMatchObject({ ok: true });
  expect(await removeDocumentCommand(player, { documentId })).toMatchObject(gone);
  const sent = await upload(player);
  await submitDocumentsCommand(player, {});
  expect(await removeDocumentCommand(player, { documentId: sent })).toMatchObject(gone);
});

it("takes no more documents than a reviewer can look at, also when they come at once", async () => {
  const player = await newcomer();
  const answers = await Promise.all(
    Array.from({ length: 9 }, () => uploadDocument(player, { kind: "passport", file: picture })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
});

it("sends nothing for review without documents, or before it knows the name", async () => {
  const player = await newcomer();
  expect(await submitDocumentsCommand(player, {})).toMatchObject({ refusal: { code: "nothing_uploaded" } });
  await ownerRows("delete from player_person where player_id = $1", [player.playerId]);
  await upload(player);
  expect(await submitDocumentsCommand(player, {})).toMatchObject({ refusal: { code: "details_missing" } });
});
