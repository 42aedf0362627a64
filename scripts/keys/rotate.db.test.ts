import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "#lib/platform/config/env.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/test-database.ts";
import { beginTotp, totpOf } from "#lib/players/factors/totp/totp.ts";
import type { Identity } from "#lib/players/index.ts";
import { makePlayer } from "#lib/players/testing/factory.ts";
import { rotateKeys } from "./rotate.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const key = (version: string) => ({ version, key: randomBytes(32).toString("base64url") });
const configure = (...keys: ReturnType<typeof key>[]) => Object.assign(env(), { SEALING_KEYS: keys });

it("seals everything again with the current key, after which the old one may go", async () => {
  const [first, second] = [key("1"), key("2")];
  configure(first);
  const account: Identity = { kind: "player", id: await makePlayer(0n) };
  await beginTotp(account);
  const before = await totpOf(account);
  configure(second, first);
  expect(await rotateKeys()).toEqual([{ table: "totp_factor", column: "secret", resealed: 1, left: 0 }]);
  expect(await rotateKeys()).toEqual([{ table: "totp_factor", column: "secret", resealed: 0, left: 0 }]);
  configure(second);
  expect(await totpOf(account)).toEqual(before);
  configure(first);
  await expect(totpOf(account)).rejects.toThrow("no key of version 2");
});
