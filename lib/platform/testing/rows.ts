import type pg from "pg";
import { sql } from "../database/db.ts";

/**
 * Rows of one statement, their type taken on trust: for tests, benches and tools. Production code declares its statements
 * (`lib/platform/database/statement.ts`).
 */
export const rows = async <Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
  name?: string,
): Promise<Row[]> => (await sql().query<Row>({ text, values, ...(name ? { name } : {}) })).rows;
