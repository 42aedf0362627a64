import { randomInt } from "node:crypto";
import type pg from "pg";
import { array, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { hashPassword, passwordMatches, passwordMatchesDecoy } from "../../password.ts";

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
  text: `insert into recovery_code (factor_id, hint, code_hash)
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

export const storeCodes = async (tx: pg.PoolClient, factorId: string, codes: MadeCodes): Promise<void> => {
  await insert.run([factorId, codes.hints, codes.hashes], tx);
};

const find = statement({
  text: "select code_hash from recovery_code where factor_id = $1 and hint = $2 and used_at is null",
  params: [uuid, text],
  row: { code_hash: text },
});
const use = statement({
  text: `update recovery_code set used_at = clock_timestamp() where factor_id = $1 and hint = $2 and used_at is null`,
  params: [uuid, text],
  row: {},
});

/** Whether this is one of the factor's unused codes; it is used up by that, for one of those who try at once. */
export const takeCode = async (factorId: string, code: string): Promise<boolean> => {
  const read = plain(code);
  if (read.length !== LENGTH) return false;
  const hint = read.slice(0, HINT_LENGTH);
  const found = await find.first([factorId, hint]);
  if (!found) return passwordMatchesDecoy(read.slice(HINT_LENGTH));
  if (!(await passwordMatches(found.code_hash, read.slice(HINT_LENGTH)))) return false;
  return (await use.run([factorId, hint])) > 0;
};
