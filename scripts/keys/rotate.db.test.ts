import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "#lib/platform/config/env.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { beginTotp, totpOf } from "#lib/players/factors/totp/totp.ts";
import { addDocument, openDocument } from "#lib/players/identity/documents/store.ts";
import type { Identity } from "#lib/players/index.ts";
import { makePlayer, unverifyPlayers } from "#lib/players/testing/factory.ts";
import { rotateKeys } from "./rotate.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const key = (version: string) => ({ version, key: randomBytes(32).toString("base64url") });
const configure = (...keys: ReturnType<typeof key>[]) => Object.assign(env(), { SEALING_KEYS: keys });

const rotated = (resealed: number) => [
  { table: "totp_factor", column: "secret", resealed, left: 0 },
  { table: "identity_document", column: "content", resealed, left: 0 },
  { table: "data_export", column: "content", resealed: 0, left: 0 },
];

const storeDocument = async (playerId: string): Promise<string> => {
  await unverifyPlayers([playerId]);
  const file = await sharp({ create: { width: 600, height: 400, channels: 3, background: "#123" } })
    .png()
    .toBuffer();
  const added = await addDocument(playerId, "passport", file);
  if (!added.ok) throw new Error(added.refusal.code);
  return added.value.documentId;
};

it("seals everything again with the current key, after which the old one may go", async () => {
  const [first, second] = [key("1"), key("2")];
  configure(first);
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  await beginTotp(account);
  const before = await totpOf(account);
  const documentId = await storeDocument(account.id);
  const picture = await openDocument(documentId);
  configure(second, first);
  expect(await rotateKeys()).toEqual(rotated(1));
  expect(await rotateKeys()).toEqual(rotated(0));
  configure(second);
  expect(await totpOf(account)).toEqual(before);
  expect(await openDocument(documentId)).toEqual(picture);
  configure(first);
  await expect(totpOf(account)).rejects.toThrow("no key of version 2");
});
