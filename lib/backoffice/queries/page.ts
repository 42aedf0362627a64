import { PAGE_SIZE, type Page } from "../schema.ts";

/** Cuts one row more than a page down to the page, and makes its last key the cursor. */
export const pageOf = <Row>(found: Row[], key: (row: Row) => string): Page<Row> => {
  const page = found.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return { rows: page, next: found.length > PAGE_SIZE && last ? key(last) : null };
};
