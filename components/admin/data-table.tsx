import clsx from "clsx";
import type { Route } from "next";
import type { ReactNode } from "react";
import { PageLink } from "../ui/page-link.tsx";

export type Column<Row> = {
  id: string;
  label: string;
  /** Null is a dash in the table, and nothing at all on a phone's card. */
  cell: (row: Row) => ReactNode;
  /** Right-aligned. */
  numeric?: boolean;
  /** The row's name: its heading, and on a phone the card's. Carries the row's link. */
  head?: boolean;
  /** Its share of the width, where tables under one another must line up. */
  width?: string;
  /** Left out on a phone, where the row says enough without it. */
  wide?: boolean;
  /** A control of the row, in the corner of its card; its label is read out and not shown. */
  control?: boolean;
  /** A button of the row, at the foot of its card; its label is read out and not shown. */
  act?: boolean;
};

/**
 * A table whose header stays in view. On a narrow screen each row becomes a card of names and values, so that nothing
 * scrolls sideways.
 */
export function DataTable<Row>({
  columns,
  rows,
  rowKey,
  rowHref,
  rowClass,
  caption,
  empty,
  fixed = false,
  dense = false,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowHref?: (row: Row) => string;
  rowClass?: (row: Row) => string | undefined;
  /** Read out, not shown: the panel's title is above. */
  caption: string;
  empty: string;
  /** Widths come from the columns, not from what is in them. */
  fixed?: boolean;
  /** On a narrow screen the values of a row are beside its name, for rows that are many and short. */
  dense?: boolean;
}) {
  if (rows.length === 0) return <p className="px-3 py-6 text-center text-muted text-sm">{empty}</p>;
  return (
    <table
      className={clsx(
        "block w-full border-separate border-spacing-0 text-sm md:table",
        fixed && "md:table-fixed",
      )}
    >
      <caption className="sr-only">{caption}</caption>
      <thead className="hidden md:table-header-group">
        <tr>
          {columns.map((column) => (
            <th
              className={clsx(
                "sticky top-(--admin-head) z-10 whitespace-nowrap border-line border-b bg-surface px-3 py-2 font-medium text-muted text-xs first:rounded-tl-lg last:rounded-tr-lg",
                column.numeric ? "text-right" : "text-left",
                column.width,
              )}
              key={column.id}
              scope="col"
            >
              {column.control || column.act ? <span className="sr-only">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {rows.map((row) => (
          <tr
            className={clsx(
              "group relative border-line border-b px-3 py-2 last:border-b-0 hover:bg-raised focus-within:bg-raised md:table-row md:p-0",
              dense ? "flex flex-wrap items-baseline justify-end gap-x-4" : "block",
              rowClass?.(row),
            )}
            key={rowKey(row)}
          >
            {columns.map((column) => {
              const content = column.cell(row);
              const shown =
                column.head && rowHref ? (
                  <PageLink
                    className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                    data-row-link
                    href={rowHref(row) as Route}
                  >
                    {content}
                  </PageLink>
                ) : (
                  content
                );
              const Cell = column.head ? "th" : "td";
              return (
                <Cell
                  className={clsx(
                    "figures md:table-cell md:border-line md:border-b md:px-3 md:py-1.5 md:align-middle md:group-last:border-b-0",
                    column.head
                      ? clsx("block text-left font-medium", dense ? "grow" : "pb-0.5")
                      : clsx(
                          "flex min-h-6 items-baseline justify-between",
                          dense ? "gap-1.5" : "gap-4",
                          "before:shrink-0 before:text-muted before:text-xs before:content-[attr(data-label)] md:before:content-none",
                        ),
                    column.numeric && "md:whitespace-nowrap md:text-right",
                    (column.wide || content === null) && "max-md:hidden",
                    column.act && "justify-end before:content-none!",
                    column.control &&
                      "max-md:absolute max-md:top-1 max-md:right-1 max-md:z-10 max-md:before:content-none! md:w-10 md:pr-0",
                  )}
                  data-label={column.label}
                  key={column.id}
                  {...(column.head ? { scope: "row" } : {})}
                >
                  {column.head ? (
                    shown
                  ) : (
                    <span className="min-w-0 text-right md:[text-align:inherit]">
                      {shown ?? <span className="text-faint">–</span>}
                    </span>
                  )}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
