import { randomBytes } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";

type Keys = { version: string; key: string }[];
let configured: Keys = [];
vi.mock("#lib/platform/config/env.ts", () => ({ env: () => ({ SEALING_KEYS: configured }) }));

const { canSeal, keyVersionOf, seal, sealBytes, unseal, unsealBytes } = await import("./sealed.ts");

const key = (version: string) => ({ version, key: randomBytes(32).toString("base64url") });
const [first, second] = [key("1"), key("2")];
const place = { table: "totp_factor", column: "secret", row: "a" };

beforeEach(() => {
  configured = [first];
});

it("opens what it sealed, and seals the same secret differently each time", () => {
  const sealed = seal("JBSWY3DPEHPK3PXP", place);
  expect(unseal(sealed, place)).toBe("JBSWY3DPEHPK3PXP");
  expect(sealed).not.toContain("JBSWY3DPEHPK3PXP");
  expect(seal("JBSWY3DPEHPK3PXP", place)).not.toBe(sealed);
});

it("opens in its own place alone, and only unchanged", () => {
  const sealed = seal("secret", place);
  for (const other of [
    { ...place, row: "b" },
    { ...place, column: "other" },
    { ...place, table: "other" },
  ])
    expect(() => unseal(sealed, other)).toThrow();
  const [version = "", body = ""] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(`${version}.${changed.toString("base64url")}`, place)).toThrow();
  }
});

it("seals with the newest key and opens with each that is configured", () => {
  const old = seal("secret", place);
  configured = [second, first];
  expect(unseal(old, place)).toBe("secret");
  expect(keyVersionOf(seal("secret", place))).toBe("2");
  configured = [second];
  expect(() => unseal(old, place)).toThrow("no key of version 1");
  configured = [];
  expect(canSeal()).toBe(false);
  expect(() => seal("secret", place)).toThrow("SEALING_KEYS");
});

it("seals bytes as it seals text, whatever is in them", () => {
  const bytes = Buffer.concat([Buffer.from([0, 46, 255]), randomBytes(10_000)]);
  const sealed = sealBytes(bytes, place);
  expect(sealed.includes(bytes.subarray(0, 64))).toBe(false);
  configured = [second, first];
  expect(unsealBytes(sealed, place)).toEqual(bytes);
  expect(() => unsealBytes(sealed, { ...place, row: "b" })).toThrow();
  const changed = Buffer.from(sealed);
  changed[5_000] = (changed[5_000] ?? 0) ^ 1;
  expect(() => unsealBytes(changed, place)).toThrow();
  expect(() => unsealBytes(Buffer.from("no dot"), place)).toThrow();
});
