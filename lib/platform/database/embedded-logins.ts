import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { APP_ROLE } from "./roles.ts";

/** The connection strings of an embedded server's two logins. */
export type Logins = {
  /** Owns everything and migrates. For the starter and tools, never for a process that serves requests. */
  ownerUrl: string;
  /** The login of processes: it may switch to the application's role, and nothing else. */
  appUrl: string;
};

const OWNER = "evens";
const APP_LOGIN = "evens_login";

const passwordOf = (directory: string, file: string): string => {
  const path = join(directory, file);
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString("hex"), { mode: 0o600 });
  chmodSync(path, 0o600);
  return readFileSync(path, "utf8").trim();
};

/** The owner's password, generated if there is none yet. */
export const ownerPassword = (directory: string): string => passwordOf(directory, "password");

/** The logins of the server in this folder, listening on this port. */
export const loginsOf = (directory: string, port: number, database = "evens"): Logins => {
  const at = (login: string, password: string) =>
    `postgresql://${login}:${password}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: at(OWNER, ownerPassword(directory)),
    appUrl: at(APP_LOGIN, passwordOf(directory, "app-password")),
  };
};

/**
 * The same for a server that was started from this folder before, by the port it recorded there. Throws if there is
 * none.
 */
export const keptLogins = (directory: string): Logins => {
  const port = Number.parseInt(readFileSync(join(directory, "port"), "utf8"), 10);
  return loginsOf(directory, port);
};

/**
 * Creates the application's login, or resets it, defaults and password included, because a login may change its own.
 * It inherits nothing, so that a connection that gives up the application's role has no rights left, and it can
 * connect to no other database.
 */
export const makeAppLogin = async (owner: pg.Client, appUrl: string): Promise<void> => {
  const password = pg.escapeLiteral(new URL(appUrl).password);
  const made = async (role: string): Promise<boolean> =>
    (await owner.query("select from pg_roles where rolname = $1", [role])).rowCount === 1;
  if (!(await made(APP_ROLE))) await owner.query(`create role ${APP_ROLE} nologin`);
  if (!(await made(APP_LOGIN))) await owner.query(`create role ${APP_LOGIN}`);
  await owner.query(`
    alter role ${APP_LOGIN} login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${password};
    alter role ${APP_LOGIN} reset all;
    grant ${APP_ROLE} to ${APP_LOGIN} with inherit false, set true, admin false;
    revoke connect, temporary on database postgres, template1 from public`);
};
