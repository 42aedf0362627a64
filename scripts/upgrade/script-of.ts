import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

const TABLES = `
  select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
   where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
   group by c.relname order by c.relname`;

const MONTHS =
  "select format('select partition_make(%L, %L);', parent, starts_at) as line from partition_month order by starts_at, parent";

const SEQUENCES = `
  select format('select setval(%L, %s);', sequencename, last_value) as line
    from pg_sequences where schemaname = 'public' and last_value is not null order by sequencename`;

const HISTORY =
  "select migration_name as name from _prisma_migrations where finished_at is not null order by migration_name";

// A view is made after what it reads.
const OBJECTS = `
  select o.path from sql_object o left join pg_class c on c.relname = o.name and c.relnamespace = 'public'::regnamespace
   order by c.oid nulls first, o.path`;

/** Everything in a table as one statement, a row a line. */
const contentsOf = async (client: pg.Client, name: string, columns: string): Promise<string[]> => {
  const { rows } = await client.query<{ row: string }>(
    `select to_jsonb(t)::text as row from ${name} t order by t::text`,
  );
  if (rows.length === 0) return [];
  return [
    `insert into ${name} (${columns}) overriding system value select ${columns} from jsonb_populate_recordset(null::${name}, $rows$[`,
    rows.map(({ row }) => row).join(",\n"),
    "]$rows$);",
  ];
};

/**
 * A migrated database as one SQL script that makes it again in an empty one, as a superuser: the migrations and sources that made it, its
 * months, its rows. The queue's schema is left out, as every migration makes it.
 */
export const scriptOf = async (ownerUrl: string): Promise<string> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const lines = async (query: string): Promise<string[]> =>
    (await client.query<{ line: string }>(query)).rows.map(({ line }) => line);
  try {
    // One moment, however busy the platform is.
    await client.query("begin isolation level repeatable read");
    const script = [
      "set check_function_bodies = off;",
      "set session_replication_role = replica;",
      `create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
         migration_name varchar(255) not null, logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(),
         applied_steps_count integer not null default 0);`,
      `create table sql_object (name text primary key, path text not null, checksum text not null,
         applied_at timestamptz not null default clock_timestamp());`,
    ];
    for (const { name } of (await client.query<{ name: string }>(HISTORY)).rows)
      script.push(await readFile(join("prisma/migrations", name, "migration.sql"), "utf8"));
    for (const { path } of (await client.query<{ path: string }>(OBJECTS)).rows)
      script.push(await readFile(path, "utf8"));
    script.push(...(await lines(MONTHS)));
    for (const { name, columns } of (await client.query<{ name: string; columns: string }>(TABLES)).rows)
      script.push(...(await contentsOf(client, name, columns)));
    script.push(...(await lines(SEQUENCES)), "set session_replication_role = default;", "");
    return script.join("\n");
  } finally {
    await client.end();
  }
};
