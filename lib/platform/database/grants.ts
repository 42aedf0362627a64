import type pg from "pg";

const QUEUE = `
  revoke all on all tables in schema graphile_worker from evens_app;
  revoke all on all sequences in schema graphile_worker from evens_app;
  revoke all on all functions in schema graphile_worker from evens_app, public;
  grant usage on schema graphile_worker to evens_app;
  grant select on graphile_worker.migrations, graphile_worker.jobs to evens_app;
  grant select, insert on graphile_worker._private_tasks to evens_app;
  grant select, insert, update on graphile_worker._private_job_queues, graphile_worker._private_known_crontabs to evens_app;
  grant select, insert, update, delete on graphile_worker._private_jobs to evens_app;
  grant execute on function graphile_worker.add_job, graphile_worker.add_jobs, graphile_worker.force_unlock_workers to evens_app;
  do $$
  declare
    guarded text;
  begin
    -- The queue's tables are closed by row security to everyone but their owner; the application works in all of them.
    for guarded in select c.relname from pg_class c
       where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
         and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'evens_app')
    loop
      execute format('create policy evens_app on graphile_worker.%I to evens_app using (true) with check (true)', guarded);
    end loop;
  end $$`;

// They run with their caller's rights.
const CALLERS_RIGHTS = `
  do $$
  declare
    plain regprocedure;
  begin
    for plain in select p.oid from pg_proc p
       where p.pronamespace = 'public'::regnamespace and not p.prosecdef and p.prorettype <> 'trigger'::regtype
         and pg_has_role(p.proowner, 'member') and not has_function_privilege('evens_app', p.oid, 'execute')
    loop
      execute format('grant execute on routine %s to evens_app', plain);
    end loop;
  end $$`;

// The columns that identify a row or record how it was made. Every other column may be updated, also those that later
// migrations add.
const FIXED = {
  competition: "id, sport_id",
  competitor: "id",
  event: "id, provider, created_at",
  event_move: "id, event_id, starts_at, moved_at",
  feed_provider: "id",
  incident: "event_id, number",
  market: "id, event_id, market_type, specifiers, created_at, settled_through",
  outcome: "market_id, key",
  suspension: "id, scope, scope_id, source, at",
};

const UPDATES = `
  do $$
  declare
    fixed record;
  begin
    for fixed in
      select f.key as name, (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
                              where a.attrelid = to_regclass(f.key) and a.attnum > 0 and not a.attisdropped
                                and a.attname <> all (string_to_array(f.value, ', '))) as columns
        from jsonb_each_text('${JSON.stringify(FIXED)}') f where to_regclass(f.key) is not null
    loop
      execute format('revoke update on %I from evens_app', fixed.name);
      execute format('grant update (%s) on %I to evens_app', fixed.columns, fixed.name);
    end loop;
  end $$`;

/**
 * Grants what migrations cannot: on the queue's own tables, on functions that run with their caller's rights, and on columns
 * that are still to be added. All of it within the caller's transaction.
 */
export const grantToApplication = async (owner: pg.Client): Promise<void> => {
  const history = "grant select on _prisma_migrations to evens_app";
  await owner.query([history, QUEUE, CALLERS_RIGHTS, UPDATES].join(";\n"));
};

/**
 * Takes away what PostgreSQL gives everyone in a new database: temporary tables and, before version 15, objects in "public".
 * A copy of a database does not inherit this. Returns a sentence for each that the login may not take away.
 */
export const guardDatabase = async (owner: pg.Client): Promise<string[]> => {
  await owner.query(`
    do $$ begin
      execute format('revoke temporary on database %I from public', current_database());
      revoke create on schema public from public;
    exception when insufficient_privilege then null;
    end $$`);
  const { rows } = await owner.query<{ name: string; temporary: boolean; create: boolean }>(
    `select quote_ident(current_database()) as name,
            has_database_privilege('evens_app', current_database(), 'temporary') as temporary,
            has_schema_privilege('evens_app', 'public', 'create') as create`,
  );
  const [found] = rows;
  const left = [
    found?.temporary && `revoke temporary on database ${found.name} from public`,
    found?.create && "revoke create on schema public from public",
  ];
  return left
    .filter((statement) => typeof statement === "string")
    .map(
      (statement) =>
        `The application may make objects of its own here. As the database's owner, run: ${statement}`,
    );
};
