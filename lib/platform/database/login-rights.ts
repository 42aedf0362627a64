import type pg from "pg";

/** What a login can do beyond the application's role, for it can leave the role at any time. */
export type LoginExcess = { login: string; excess: "superuser" | "owner" | "creates_roles" };

const EXCESS = `
  select login, excess from (
    select r.rolname as login,
           case when r.rolsuper then 'superuser'
                when exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                                and pg_has_role(r.oid, c.relowner, 'member')) then 'owner'
                when r.rolcreaterole then 'creates_roles' end as excess
      from pg_roles r where r.rolname = session_user) found
   where excess is not null`;

/** Whether the login of these connections could do more than evens_app may; null where it could not. */
export const loginExcess = async (client: pg.Pool | pg.Client): Promise<LoginExcess | null> =>
  (await client.query<LoginExcess>(EXCESS)).rows[0] ?? null;

const WHY: Record<LoginExcess["excess"], string> = {
  superuser: "is a superuser",
  owner: "owns the tables",
  creates_roles: "may create roles",
};

/** The same as a sentence for the operator. */
export const loginWarning = async (client: pg.Pool | pg.Client): Promise<string | null> => {
  const found = await loginExcess(client);
  return (
    found &&
    `The login "${found.login}" in DATABASE_URL ${WHY[found.excess]}, so the limits of evens_app do not bind it. Give DATABASE_URL a login of its own that is only a member of evens_app, and put this one in DATABASE_OWNER_URL.`
  );
};
