import type { z } from "zod";

/**
 * The type of a statement's column or parameter: its name in PostgreSQL, and what JavaScript reads (`Out`) and sends
 * (`In`). `prisma/statements.db.test.ts` compares it with what the server reports for the prepared statement.
 */
export type Column<Out = unknown, In = never> = {
  readonly type: string;
  readonly nulls: "never" | "possible" | "excluded";
  /** Narrows the type further. Database tests check every row that they read; production does not parse. */
  readonly values: z.ZodType | null;
  /** A type only: never set. */
  readonly out?: Out;
  readonly in?: (value: In) => void;
};

const column = <Out, In = Out>(type: string, values: z.ZodType<Out> | null = null): Column<Out, In> => ({
  type,
  nulls: "never",
  values,
});

export const bool = column<boolean>("bool");
export const int2 = column<number>("int2");
export const int4 = column<number>("int4");
export const int8 = column<bigint, bigint | number>("int8");
export const float8 = column<number>("float8");
/** Exact decimals, read as text. */
export const numeric = column<string, string | number | bigint>("numeric");
export const text = column<string>("text");
export const varchar = column<string>("varchar");
/** char(n): currencies and countries. */
export const bpchar = column<string>("bpchar");
export const uuid = column<string>("uuid");
/** An instant. PostgreSQL keeps microseconds, a Date milliseconds. */
export const timestamptz = column<Date>("timestamptz");

export const bytea = column<Buffer>("bytea");

/** A parameter of a type of our own, in its text form. */
export const composite = (type: string): Column<string, string> => column<string>(type);

/** A json or jsonb column of this shape. */
export const json = <T>(shape: z.ZodType<T, T>): Column<T> => column<T, never>("json", shape);
/** A json or jsonb parameter, sent as JSON text. */
export const jsonText: Column<never, string> = column<never, string>("json");

/** A narrower type: only these values of the type occur. */
export const only = <T>(base: Column<string> | Column<number>, values: z.ZodType<T, T>): Column<T, T> =>
  column<T>(base.type, values);

export const array = <Out, In>(base: Column<Out, In>): Column<Out[], readonly In[]> =>
  column<Out[], readonly In[]>(`${base.type}[]`);

export const nullable = <Out, In>(base: Column<Out, In>): Column<Out | null, In | null> =>
  ({ ...base, nulls: "possible" }) as Column<Out | null, In | null>;

/** A table's nullable column, in a statement that excludes nulls. */
export const withoutNulls = <Out, In>(base: Column<Out, In>): Column<Out, In> => ({
  ...base,
  nulls: "excluded",
});
