import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { basename } from "node:path";
import type pg from "pg";

/** One SQL object (a function, an aggregate or a view, with the triggers that call it) and the text that makes it. */
export type SqlSource = { name: string; path: string; text: string; checksum: string };

const REGISTER = `
  create table if not exists sql_object (
    name text primary key, path text not null, checksum text not null, applied_at timestamptz not null default clock_timestamp())`;

/** The text needs something that does not exist yet: another source may create it. */
const NOT_YET = new Set(["42883", "42P01", "42704"]);
/** An object cannot be changed in place: it has another signature, or other objects depend on it. */
const NOT_IN_PLACE = new Set(["42P13", "42P16", "42725", "2BP01", "42809"]);

const ROUTINES = `
  select p.oid::regprocedure::text as routine, p.oid::text || '/' || p.ctid::text as row_version
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = any($1)`;
const TRIGGERS = `
  select format('%I on %s', t.tgname, t.tgrelid::regclass) as trigger, t.oid::text || '/' || t.ctid::text as row_version
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid
   where not t.tgisinternal and t.tgparentid = 0 and p.pronamespace = 'public'::regnamespace and p.proname = any($1)`;
const VIEWS = `
  select c.oid::regclass::text as view, c.oid::text || '/' || c.ctid::text as row_version
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and c.relname = any($1)`;

// What a migration dropped, with whatever depended on it, counts as not applied.
const APPLIED = `
  select o.name, case when exists (
           select from pg_proc p where p.proname = o.name and p.pronamespace = 'public'::regnamespace
           union all
           select from pg_class c where c.relname = o.name and c.relnamespace = 'public'::regnamespace) then o.checksum end as checksum, o.path
    from sql_object o`;

/** Every source file; an object's name is its file's. Throws when two files have one name. */
export const readSources = async (pattern = "lib/**/sql/*.sql"): Promise<SqlSource[]> => {
  const paths: string[] = [];
  for await (const path of glob(pattern)) paths.push(path);
  const sources = await Promise.all(
    paths.sort().map(async (path) => {
      const text = await readFile(path, "utf8");
      return {
        name: basename(path, ".sql"),
        path,
        text,
        checksum: createHash("sha256").update(text).digest("hex"),
      };
    }),
  );
  const seen = new Map<string, string>();
  for (const { name, path } of sources) {
    const other = seen.get(name);
    if (other) throw new Error(`${other} and ${path} both define ${name}`);
    seen.set(name, path);
  }
  return sources;
};

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";

/** Does the work, or undoes it and returns the error. */
const attempt = async (client: pg.Client, work: () => Promise<void>): Promise<unknown> => {
  await client.query("savepoint source");
  try {
    await work();
    await client.query("release savepoint source");
    return null;
  } catch (error) {
    await client.query("rollback to savepoint source");
    return error;
  }
};

type Made = { views: Map<string, string>; triggers: Map<string, string>; routines: Map<string, string> };

/** What the database has under these names: each object's identity, and its row's version. */
const made = async (client: pg.Client, names: readonly string[]): Promise<Made> => {
  const read = async (query: string): Promise<Map<string, string>> =>
    new Map((await client.query<[string, string]>({ text: query, values: [names], rowMode: "array" })).rows);
  return { views: await read(VIEWS), triggers: await read(TRIGGERS), routines: await read(ROUTINES) };
};

/** One statement per kind, so that the objects may depend on each other; it fails if anything else depends on them. */
const drop = async (client: pg.Client, { views, triggers, routines }: Made): Promise<void> => {
  try {
    for (const trigger of triggers.keys()) await client.query(`drop trigger ${trigger}`);
    if (views.size > 0) await client.query(`drop view ${[...views.keys()].join(", ")}`);
    if (routines.size > 0) await client.query(`drop routine ${[...routines.keys()].join(", ")}`);
  } catch (error) {
    const { message, detail } = error as Error & { detail?: string };
    throw Object.assign(new Error(`${message}: ${detail}`, { cause: error }), { code: codeOf(error) });
  }
};

const unchanged = (before: Map<string, string>, after: Map<string, string>): Map<string, string> =>
  new Map([...before].filter(([name, version]) => after.get(name) === version));

/**
 * Runs one source over the existing object: revokes its grants first, and afterwards drops what the text no longer
 * creates.
 */
const replace = async (client: pg.Client, { name, text }: SqlSource): Promise<void> => {
  const before = await made(client, [name]);
  for (const routine of before.routines.keys())
    await client.query(`revoke execute on routine ${routine} from evens_app`);
  for (const view of before.views.keys()) await client.query(`revoke all on ${view} from evens_app`);
  const versions = await made(client, [name]);
  await client.query(text);
  const after = await made(client, [name]);
  if (after.routines.size + after.views.size === 0)
    throw new Error(`it does not make a function or view called ${name}`);
  await drop(client, {
    views: unchanged(versions.views, after.views),
    triggers: unchanged(versions.triggers, after.triggers),
    routines: unchanged(versions.routines, after.routines),
  });
};

/** Runs the sources in an order in which each finds what it needs. Throws on the first if no order works. */
const runInOrder = async (
  client: pg.Client,
  sources: readonly SqlSource[],
  run: (source: SqlSource) => Promise<void>,
): Promise<void> => {
  let waiting = sources;
  while (waiting.length > 0) {
    const failed: { source: SqlSource; error: unknown }[] = [];
    for (const source of waiting) {
      const error = await attempt(client, () => run(source));
      if (error && !NOT_YET.has(codeOf(error)))
        throw Object.assign(new Error(`${source.path}: ${(error as Error).message}`, { cause: error }), {
          code: codeOf(error),
        });
      if (error) failed.push({ source, error });
    }
    const [first] = failed;
    if (first && failed.length === waiting.length)
      throw new Error(`${first.source.path}: ${(first.error as Error).message}`, { cause: first.error });
    waiting = failed.map(({ source }) => source);
  }
};

const remember = (client: pg.Client, { name, path, checksum }: SqlSource): Promise<unknown> =>
  client.query(
    `insert into sql_object (name, path, checksum) values ($1, $2, $3)
     on conflict (name) do update set path = excluded.path, checksum = excluded.checksum, applied_at = excluded.applied_at`,
    [name, path, checksum],
  );

/** Drops all views, which would block changes to the columns that they read, until the sources are applied again. */
export const dropViews = async (client: pg.Client): Promise<void> => {
  await client.query(REGISTER);
  const { rows } = await client.query<{ name: string }>("select name from sql_object");
  const { views } = await made(
    client,
    rows.map(({ name }) => name),
  );
  await drop(client, { views, triggers: new Map(), routines: new Map() });
};

/**
 * Brings functions, views and triggers to what their source files say, within the caller's transaction: runs the sources that changed
 * since they were applied and drops the objects whose file is gone. Where PostgreSQL cannot change an object in place (another
 * signature, a view that depends on it), all objects are dropped and made again. Tables may not depend on our functions: such a drop
 * fails. Answers what it applied and dropped, by name.
 */
export const applySources = async (client: pg.Client, sources: readonly SqlSource[]): Promise<string[]> => {
  await client.query(REGISTER);
  await client.query("set local check_function_bodies = off");
  const { rows } = await client.query<{ name: string; checksum: string | null; path: string }>(APPLIED);
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const changed = sources.filter(({ name, checksum }) => applied.get(name) !== checksum);
  const paths = new Map(rows.map(({ name, path }) => [name, path]));
  const moved = sources.filter(({ name, path }) => paths.get(name) !== path);
  const current = new Set(sources.map(({ name }) => name));
  const gone = rows.map(({ name }) => name).filter((name) => !current.has(name));
  if (changed.length + gone.length + moved.length === 0) return [];

  const error = await attempt(client, async () => {
    await runInOrder(client, changed, (source) => replace(client, source));
    await drop(client, await made(client, gone));
  });
  if (error && !NOT_IN_PLACE.has(codeOf(error))) throw error;
  if (error) {
    await drop(client, await made(client, [...current, ...applied.keys()]));
    await runInOrder(client, sources, async ({ text }) => void (await client.query(text)));
  }
  for (const source of new Set([...changed, ...moved])) await remember(client, source);
  await client.query("delete from sql_object where name = any($1)", [gone]);
  return [...changed.map(({ name }) => name), ...gone];
};
