import type pg from "pg";
import type { DeclaredStatement } from "../database/statement.ts";

type Field = { name: string; dataTypeID: number; tableID: number; columnID: number };
type Described = { params: number[]; fields: Field[] };

/** Parses the statement on the server and answers the types of its parameters and columns, without running it. */
const parse = (client: pg.Client, text: string): Promise<Described> =>
  new Promise((resolve, reject) => {
    const found: Described = { params: [], fields: [] };
    const parameters = ({ dataTypeIDs }: { dataTypeIDs: number[] }): void => {
      found.params = dataTypeIDs;
    };
    // A query of its own kind, as pg lets packages define them: Parse, Describe, Sync.
    const query = {
      submit: (connection: pg.Connection) => {
        connection.once("parameterDescription", parameters);
        connection.parse({ name: "", text, types: [] } as never, true);
        connection.describe({ type: "S", name: "" } as never, true);
        connection.sync();
      },
      handleRowDescription: ({ fields }: { fields: Field[] }) => {
        found.fields = fields;
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(found),
    };
    client.query(query as unknown as pg.Submittable);
  });

export type Catalogue = {
  typeOf: ReadonlyMap<number, string>;
  nullableColumns: ReadonlySet<string>;
};

/** Names of types, and which columns of tables may be null, as the database knows them. */
export const readCatalogue = async (client: pg.Client): Promise<Catalogue> => {
  const types = await client.query<{ oid: number; name: string }>(
    `select t.oid::int as oid, case when t.typelem <> 0 and t.typcategory = 'A' then e.typname || '[]' else t.typname end as name
       from pg_type t left join pg_type e on e.oid = t.typelem`,
  );
  // A column of a view is as nullable as the column of the same name that it reads.
  const columns = await client.query<{ key: string }>(
    `with nullable as (
       select a.attrelid, a.attnum, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attnotnull)
     select attrelid || ':' || attnum as key from nullable
     union
     select v.attrelid || ':' || v.attnum
       from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
       join nullable n on n.attrelid = d.refobjid and n.attnum = d.refobjsubid
       join pg_attribute v on v.attrelid = r.ev_class and v.attname = n.attname`,
  );
  return {
    typeOf: new Map(types.rows.map(({ oid, name }) => [oid, name.replace(/^jsonb\b/, "json")])),
    nullableColumns: new Set(columns.rows.map(({ key }) => key)),
  };
};

/** What the declaration says otherwise than the server, in sentences; none where they agree. */
export const differences = async (
  client: pg.Client,
  { text, params, row }: DeclaredStatement,
  { typeOf, nullableColumns }: Catalogue,
): Promise<string[]> => {
  const described = await parse(client, text);
  const wrong: string[] = [];
  const compare = (what: string, is: string | undefined, declared: string | undefined): void => {
    if (is !== declared) wrong.push(`${what} is ${is ?? "not there"}, declared as ${declared ?? "nothing"}`);
  };
  const count = Math.max(params.length, described.params.length);
  for (let n = 0; n < count; n += 1) {
    const oid = described.params[n];
    compare(`$${n + 1}`, oid === undefined ? undefined : typeOf.get(oid), params[n]?.type);
  }
  const names = Object.keys(row);
  if (names.length === 0) return wrong;
  const fields = new Map(described.fields.map((field) => [field.name, field]));
  for (const name of new Set([...names, ...fields.keys()])) {
    const field = fields.get(name);
    compare(`"${name}"`, field && typeOf.get(field.dataTypeID), row[name]?.type);
    const isNullable = field && nullableColumns.has(`${field.tableID}:${field.columnID}`);
    if (isNullable && row[name]?.nulls === "never")
      wrong.push(`"${name}" may be null, declared as never null`);
  }
  return wrong;
};

/** Throws where a row holds what its declaration excludes: a null, or a value outside the declared ones. */
export const checkRows = ({ name, text, row }: DeclaredStatement, rows: readonly unknown[]): void => {
  for (const found of rows as Record<string, unknown>[])
    for (const [column, { nulls, values }] of Object.entries(row)) {
      const value = found[column] ?? null;
      if (value === null && nulls === "possible") continue;
      const fault = value === null ? "is null" : values?.safeParse(value).error?.message;
      if (fault) throw new Error(`"${column}" of statement ${name ?? text}: ${fault}`);
    }
};
