import { createHash } from "node:crypto";
import type pg from "pg";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { array, int4, jsonText, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import type { ExclusionRegister } from "../jurisdictions/policy.ts";
import { readList } from "./file.ts";
import type { ApplyListInput, ListOver, ListRefusal } from "./schema.ts";

const PEOPLE_BATCH = 10_000;

// One change of a register's lists at a time.
const lock = statement({
  text: "select pg_advisory_xact_lock(hashtextextended('register-list:' || $1, 0))",
  params: [text],
  row: {},
});

const insertList = statement({
  text: `
    insert into register_list (id, register, sha256, state, people, faults, faulty, uploaded_by)
    values ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8)`,
  params: [uuid, text, text, text, int4, jsonText, int4, uuid],
  row: {},
});

const insertPeople = statement({
  text: `
    insert into register_list_person (list_id, person, until)
    select $1, decode(p.person, 'hex'), nullif(p.until, '')::date from unnest($2::text[], $3::text[]) p(person, until)`,
  params: [uuid, array(text), array(text)],
  row: {},
});

const end = statement({
  text: `update register_list set state = $3, decided_at = clock_timestamp() where register = $1 and state = $2 returning id, people`,
  params: [text, text, text],
  row: { id: uuid, people: int4 },
});

const forget = statement({
  text: "delete from register_list_person where list_id = $1",
  params: [uuid],
  row: {},
});

type Ended = { id: string; people: number } | null;

/** The register's list in this state goes to another, in which it names nobody any more. */
const endList = async (
  tx: pg.PoolClient,
  register: string,
  from: "draft" | "in_force",
  to: "discarded" | "replaced",
): Promise<Ended> => {
  const [ended] = await end.all([register, from, to], tx);
  if (ended) await forget.run([ended.id], tx);
  return ended ?? null;
};

export type Uploaded = { listId: string; people: number; faulty: number };

/**
 * Keeps an uploaded list as the register's draft, in place of an earlier draft; nobody is excluded by it until it is applied. A file with a
 * line that cannot be read is recorded with its faults, and none of its people.
 */
export const addList = async (
  tx: pg.PoolClient,
  staffId: string,
  register: ExclusionRegister,
  file: Buffer,
): Promise<Uploaded> => {
  const { people, faults, faulty } = readList(file.toString("utf8"));
  const listId = uuidv7();
  const sha256 = createHash("sha256").update(file).digest("hex");
  const taken = faulty === 0;
  const count = taken ? people.size : 0;
  await lock.run([register], tx);
  if (taken) await endList(tx, register, "draft", "discarded");
  await insertList.run(
    [listId, register, sha256, taken ? "draft" : "refused", count, JSON.stringify(faults), faulty, staffId],
    tx,
  );
  const rows = taken ? [...people] : [];
  for (let from = 0; from < rows.length; from += PEOPLE_BATCH) {
    const batch = rows.slice(from, from + PEOPLE_BATCH);
    await insertPeople.run(
      [listId, batch.map(([person]) => person), batch.map(([, until]) => until ?? "")],
      tx,
    );
  }
  return { listId, people: count, faulty };
};

const find = statement({
  text: "select register, state, people from register_list where id = $1",
  params: [uuid],
  row: { register: text, state: text, people: int4 },
});

const inForce = statement({
  text: "select id, people from register_list where register = $1 and state = 'in_force'",
  params: [text],
  row: { id: uuid, people: int4 },
});

/** Holds a draft until the transaction ends. */
const holdDraft = async (
  tx: pg.PoolClient,
  listId: string,
): Promise<Result<{ register: string; people: number }, ListOver>> => {
  const before = await find.first([listId], tx);
  if (!before) return refuse({ code: "list_over" });
  await lock.run([before.register], tx);
  const list = await find.first([listId], tx);
  return list?.state === "draft" ? accept(list) : refuse({ code: "list_over" });
};

const putInForce = statement({
  text: "update register_list set state = 'in_force', decided_at = clock_timestamp() where id = $1",
  params: [uuid],
  row: {},
});

export type Applied = { register: string; before: Ended; after: { id: string; people: number } };

/** Puts a draft in force in place of the list that the viewer compared it with: whole, at once. */
export const applyList = async (
  tx: pg.PoolClient,
  { listId, replaces }: ApplyListInput,
): Promise<Result<Applied, ListRefusal>> => {
  const draft = await holdDraft(tx, listId);
  if (!draft.ok) return draft;
  const { register, people } = draft.value;
  if (((await inForce.first([register], tx))?.id ?? "") !== replaces) return refuse({ code: "list_changed" });
  const before = await endList(tx, register, "in_force", "replaced");
  await putInForce.run([listId], tx);
  return accept({ register, before, after: { id: listId, people } });
};

/** Drops a draft with all whom it names. */
export const discardList = async (
  tx: pg.PoolClient,
  listId: string,
): Promise<Result<{ register: string; people: number }, ListOver>> => {
  const draft = await holdDraft(tx, listId);
  if (draft.ok) await endList(tx, draft.value.register, "draft", "discarded");
  return draft;
};

const compare = statement({
  text: `
    select (select count(*) from register_list_person n where n.list_id = $1 and n.until is null)::int as "noEnd",
           (select count(*) from register_list_person n where n.list_id = $1 and n.until < current_date)::int as over,
           (select count(*) from register_list_person n
             where n.list_id = $1 and (n.until is null or n.until >= current_date)
               and not exists (select from register_list_person o where o.list_id = $2 and o.person = n.person
                                  and (o.until is null or o.until >= current_date)))::int as added,
           (select count(*) from register_list_person o
             where o.list_id = $2 and (o.until is null or o.until >= current_date)
               and not exists (select from register_list_person n where n.list_id = $1 and n.person = o.person
                                  and (n.until is null or n.until >= current_date)))::int as removed`,
  params: [uuid, nullable(uuid)],
  row: { noEnd: int4, over: int4, added: int4, removed: int4 },
});

/** What changes when a list comes into force in place of another. */
export const compareLists = async (listId: string, replaces: string | null) => {
  const found = await compare.first([listId, replaces]);
  if (!found) throw new Error("a comparison is one row");
  return found;
};

/** One in a hundred of the list in force, and never for a handful. */
const REMOVED_SHARE = 100;
const REMOVED_FEW = 10;

/** Whether so many people would be let in again that a second person has to look: a list that was cut short reads like any other. */
export const removesMany = (removed: number, people: number): boolean =>
  removed > REMOVED_FEW && removed * REMOVED_SHARE > people;

/** Whether this list removes so many of those whom the register's list in force excludes. */
export const listRemovesMany = async (listId: string): Promise<boolean> => {
  const list = await find.first([listId]);
  const now = list && (await inForce.first([list.register]));
  return now ? removesMany((await compareLists(listId, now.id)).removed, now.people) : false;
};
