import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "../config/env.ts";

/** Where a sealed value is stored. It opens there and nowhere else. */
export type Place = { table: string; column: string; row: string };

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Key = { version: string; key: Buffer };

/** The keys of SEALING_KEYS, the current one first. */
const keys = (): Key[] =>
  env().SEALING_KEYS.map(({ version, key }) => ({ version, key: Buffer.from(key, "base64url") }));

/** Whether this site has a key to seal with. */
export const canSeal = (): boolean => env().SEALING_KEYS.length > 0;

/** The version of the key that new values are sealed with. */
export const currentKeyVersion = (): string => {
  const [current] = keys();
  if (!current) throw new Error("nothing can be sealed: SEALING_KEYS is not set");
  return current.version;
};

const bound = ({ table, column, row }: Place): Buffer => Buffer.from(JSON.stringify([table, column, row]));

const encrypt = (plain: Uint8Array, place: Place): Buffer => {
  const { key } = keys()[0] as Key;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(bound(place));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const decrypt = (version: string, sealed: Buffer, place: Place): Buffer => {
  const known = keys().find((key) => key.version === version);
  if (!known) throw new Error(`SEALING_KEYS has no key of version ${version}`);
  const decipher = createDecipheriv(CIPHER, known.key, sealed.subarray(0, IV_BYTES)).setAAD(bound(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
};

/** Encrypts a secret for its place: "<key version>.<nonce, ciphertext and tag>". */
export const seal = (secret: string, place: Place): string =>
  `${currentKeyVersion()}.${encrypt(Buffer.from(secret), place).toString("base64url")}`;

/** The same of bytes: the key's version and a dot in ASCII, then nonce, ciphertext and tag. */
export const sealBytes = (secret: Uint8Array, place: Place): Buffer =>
  Buffer.concat([Buffer.from(`${currentKeyVersion()}.`), encrypt(secret, place)]);

/** The version of the key that a value is sealed with. */
export const keyVersionOf = (sealed: string): string => sealed.split(".", 1)[0] ?? "";

/** Decrypts what `seal` made for this place. Throws where it was changed, is of another place, or its key is gone. */
export const unseal = (sealed: string, place: Place): string => {
  const version = keyVersionOf(sealed);
  return decrypt(version, Buffer.from(sealed.slice(version.length + 1), "base64url"), place).toString();
};

/** The same of what `sealBytes` made. */
export const unsealBytes = (sealed: Uint8Array, place: Place): Buffer => {
  const bytes = Buffer.from(sealed);
  const dot = bytes.indexOf(".");
  return decrypt(bytes.toString("latin1", 0, Math.max(0, dot)), bytes.subarray(dot + 1), place);
};
