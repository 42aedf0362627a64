import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { normalizeName } from "#lib/core/text.ts";
import { type Register, type RegisterPerson, RegisterUnavailable } from "./register.ts";

/** A list that nobody has renewed for so long says nothing of today. */
const FILE_AGE_MAX_MS = 36 * 3_600_000;
const HEADER = "person_sha256,until";
const LINE = /^([0-9a-f]{64}),(\d{4}-\d{2}-\d{2})?$/;

const plain = (name: string): string =>
  normalizeName(name)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, "");

/** How a list names somebody: the SHA-256 of first name, last name and birth date, without case, accents and spaces. */
export const personHash = ({ firstName, lastName, birthDate }: RegisterPerson): string =>
  createHash("sha256")
    .update(`${plain(firstName ?? "")}|${plain(lastName ?? "")}|${birthDate}`)
    .digest("hex");

/** Reads a list: CSV with the header `person_sha256,until`, one person a line; no `until` is no end. Throws for any other line. */
export const readList = (text: string): Map<string, string | null> => {
  const [header, ...lines] = text.replace(/^\ufeff/, "").split(/\r?\n/);
  if (header !== HEADER) throw new RegisterUnavailable("the list has another header");
  const people = new Map<string, string | null>();
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    const match = LINE.exec(line);
    if (!match?.[1]) throw new RegisterUnavailable(`line ${at + 2} of the list cannot be read`);
    people.set(match[1], match[2] ?? null);
  }
  return people;
};

/** A register that is a file, which the operator's job replaces at least once a day. An old or unreadable list is an outage. */
export const fileRegister = (
  id: Register["id"],
  path: string,
  nowMs: () => number = () => Date.now(),
): Register => {
  let read: { mtimeMs: number; people: Map<string, string | null> } | null = null;
  const list = async () => {
    const { mtimeMs } = await stat(path);
    if (nowMs() - mtimeMs > FILE_AGE_MAX_MS) throw new RegisterUnavailable("the list is too old");
    if (read?.mtimeMs !== mtimeMs) read = { mtimeMs, people: readList(await readFile(path, "utf8")) };
    return read.people;
  };
  return {
    id,
    needs: ["firstName", "lastName"],
    batchMax: 1_000,
    ask: async (people) => {
      const known = await list().catch((error) => {
        throw error instanceof RegisterUnavailable
          ? error
          : new RegisterUnavailable("the list cannot be read", { cause: error });
      });
      const today = new Date(nowMs()).toISOString().slice(0, 10);
      return people.map((person) => {
        const until = known.get(personHash(person));
        if (until === undefined) return { answer: "clear", reference: null };
        return {
          answer: until === null || until >= today ? "excluded" : "formerly_excluded",
          reference: null,
        };
      });
    },
  };
};
