import { randomInt } from "node:crypto";
import type pg from "pg";
import { array, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { hashPassword, passwordMatches, passwordMatchesDecoy } from "../password.ts";
import type { Identity } from "../sessions.ts";

const CODES = 10;
const HINT_LENGTH = 4;
const LENGTH = 16;
// Without 0, 1, I, L, O and U, which are mistaken for each other or make words.
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const makeCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");

const plain = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

/** As people read and write it: "ABCD-EFGH-JKMN-PQRS". */
const grouped = (code: string): string => code.replaceAll(/(.{4})(?=.)/g, "$1-");

const insert = statement({
  text: `insert into recovery_code (account_id, hint, code_hash)
         select $1, c.hint, c.code_hash from unnest($2::text[], $3::text[]) c(hint, code_hash)`,
  params: [uuid, array(text), array(text)],
  row: {},
});

export type MadeCodes = { shown: string[]; hints: string[]; hashes: string[] };

/** New recovery codes, and what is stored of them. Hashing takes a third of a second, off the event loop. */
export const makeCodes = async (): Promise<MadeCodes> => {
  const codes = new Map<string, string>();
  while (codes.size < CODES) {
    const code = makeCode();
    codes.set(code.slice(0, HINT_LENGTH), code);
  }
  const shown = [...codes.values()];
  return {
    shown: shown.map(grouped),
    hints: [...codes.keys()],
    hashes: await Promise.all(shown.map((code) => hashPassword(code.slice(HINT_LENGTH)))),
  };
};

const forget = statement({
  text: "delete from recovery_code where account_id = $1",
  params: [uuid],
  row: {},
});

/** Makes every recovery code of the account worthless. */
export const forgetCodes = async ({ id }: Identity, tx: pg.PoolClient): Promise<void> => {
  await forget.run([id], tx);
};

/** Gives the account these codes in place of those that it had. */
export const storeCodes = async (account: Identity, codes: MadeCodes, tx: pg.PoolClient): Promise<void> => {
  await forgetCodes(account, tx);
  await insert.run([account.id, codes.hints, codes.hashes], tx);
};

const left = statement({
  text: "select count(*) as left from recovery_code where account_id = $1 and used_at is null",
  params: [uuid],
  row: { left: int8 },
});

/** How many codes the account has left. */
export const codesLeft = async ({ id }: Identity): Promise<number> =>
  Number((await left.first([id]))?.left ?? 0n);

const find = statement({
  text: "select code_hash from recovery_code where account_id = $1 and hint = $2 and used_at is null",
  params: [uuid, text],
  row: { code_hash: text },
});
const use = statement({
  text: `update recovery_code set used_at = clock_timestamp() where account_id = $1 and hint = $2 and used_at is null`,
  params: [uuid, text],
  row: {},
});

/** Whether this is one of the account's unused codes; it is used up by that, for one of those who try at once. */
export const takeCode = async ({ id }: Identity, code: string): Promise<boolean> => {
  const read = plain(code);
  if (read.length !== LENGTH) return false;
  const hint = read.slice(0, HINT_LENGTH);
  const found = await find.first([id, hint]);
  if (!found) return passwordMatchesDecoy(read.slice(HINT_LENGTH));
  if (!(await passwordMatches(found.code_hash, read.slice(HINT_LENGTH)))) return false;
  return (await use.run([id, hint])) > 0;
};
