import type pg from "pg";
import type { Column } from "./columns.ts";
import { sql } from "./db.ts";

export * from "./columns.ts";

type Columns = Readonly<Record<string, Column<unknown, never>>>;
type Params = readonly Column<unknown, never>[];
type OutOf<C> = C extends Column<infer Out, never> ? Out : never;
type InOf<C> = C extends { readonly in?: (value: infer In) => void } ? In : never;
type RowOf<C extends Columns> = { [K in keyof C]: OutOf<C[K]> };
type ValuesOf<P extends Params> = { [K in keyof P]: InOf<P[K]> };

type Definition<P extends Params, C extends Columns> = {
  /**
   * Prepared once per connection under this name, with a generic plan after a few uses; without it, planned at each
   * call.
   */
  readonly name?: string;
  readonly text: string;
  readonly params: P;
  /** Empty if no column of the result is read. */
  readonly row: C;
};

/** The connection of a transaction. */
export type Connection = Pick<pg.ClientBase, "query">;

export type Statement<P extends Params, C extends Columns> = Definition<P, C> & {
  /** All rows. */
  all(values: ValuesOf<P>, on?: Connection): Promise<RowOf<C>[]>;
  /** The first row, if there is one. */
  first(values: ValuesOf<P>, on?: Connection): Promise<RowOf<C> | undefined>;
  /** How many rows it wrote or returned. */
  run(values: ValuesOf<P>, on?: Connection): Promise<number>;
};

export type DeclaredStatement = Definition<Params, Columns>;
export type RowOfStatement<S> = S extends Definition<Params, infer C> ? RowOf<C> : never;

const declared: DeclaredStatement[] = [];
let inspect: ((statement: DeclaredStatement, rows: readonly unknown[]) => void) | undefined;

/** Every statement of the modules that were imported so far. For the test that checks them. */
export const declaredStatements = (): readonly DeclaredStatement[] => declared;

/** Lets tests inspect every row that a statement reads. */
export const inspectRows = (look: typeof inspect): void => {
  inspect = look;
};

/**
 * Declares a statement in SQL with the types of its parameters and columns. A test prepares every declared statement and
 * compares; at run time the rows are what the driver read, unparsed. Declare it at the top of a module, once.
 */
export const statement = <const P extends Params, const C extends Columns>(
  definition: Definition<P, C>,
): Statement<P, C> => {
  const { name, text } = definition;
  declared.push(definition as unknown as DeclaredStatement);
  const send = async (values: ValuesOf<P>, on: Connection = sql()) => {
    const config = name === undefined ? { text, values } : { name, text, values };
    const result = await on.query<RowOf<C> & pg.QueryResultRow>(config as unknown as pg.QueryConfig);
    inspect?.(definition as unknown as DeclaredStatement, result.rows);
    return result;
  };
  return {
    ...definition,
    all: async (values, on) => (await send(values, on)).rows,
    first: async (values, on) => (await send(values, on)).rows[0],
    run: async (values, on) => (await send(values, on)).rowCount ?? 0,
  };
};
