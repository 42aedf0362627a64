import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { normalizeName } from "#lib/core/text.ts";
import { type Register, type RegisterPerson, RegisterUnavailable } from "./register.ts";
import type { ListFault, ListProblem } from "./schema.ts";

/** A list that nobody has renewed for so long says nothing of today. */
export const LIST_AGE_MAX_MS = 36 * 3_600_000;
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

const FAULTS_MAX = 50;

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const later = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? null : a > b ? a : b;

/**
 * Reads a list: CSV with the header `person_sha256,until`, one person a line; no `until` is no end, and who is named twice is excluded for
 * the longer time. `faulty` counts the lines that cannot be read, the first of which are in `faults`.
 */
export const readList = (
  text: string,
): { people: Map<string, string | null>; faults: ListFault[]; faulty: number } => {
  const people = new Map<string, string | null>();
  const faults: ListFault[] = [];
  let faulty = 0;
  const fault = (line: number, problem: ListProblem): void => {
    faulty += 1;
    if (faults.length < FAULTS_MAX) faults.push({ line, problem });
  };
  const [header = "", ...lines] = text.replace(/^\ufeff/, "").split(/\r?\n/);
  if (header !== HEADER) {
    fault(1, "header");
    return { people, faults, faulty };
  }
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    const [, person, until = null] = LINE.exec(line) ?? [];
    if (person === undefined) fault(at + 2, "line");
    else if (until !== null && !isDay(until)) fault(at + 2, "date");
    else {
      const known = people.get(person);
      people.set(person, known === undefined ? until : later(known, until));
    }
  }
  if (people.size === 0 && faulty === 0) fault(1, "empty");
  return { people, faults, faulty };
};

const peopleOf = (text: string): Map<string, string | null> => {
  const { people, faults } = readList(text);
  const [first] = faults;
  if (first) throw new RegisterUnavailable(`line ${first.line} of the list cannot be read: ${first.problem}`);
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
    if (nowMs() - mtimeMs > LIST_AGE_MAX_MS) throw new RegisterUnavailable("the list is too old");
    if (read?.mtimeMs !== mtimeMs) read = { mtimeMs, people: peopleOf(await readFile(path, "utf8")) };
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
