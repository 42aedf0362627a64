import type pg from "pg";
import { db } from "#lib/platform/database/db.ts";
import {
  nullable,
  type RowOfStatement,
  statement,
  text,
  timestamptz,
  uuid,
} from "#lib/platform/database/statement.ts";

/** What staff may suspend. */
type Suspendable = { scope: "market" | "event" | "sport"; id: string } | { scope: "all" };

/** Whether there is such a market, event or sport. */
export const isSuspendable = async (tx: pg.PoolClient, where: Suspendable): Promise<boolean> => {
  if (where.scope === "all") return true;
  const { id } = where;
  switch (where.scope) {
    case "market":
      return (await db(tx).market.count({ where: { id } })) > 0;
    case "event":
      return (await db(tx).event.count({ where: { id } })) > 0;
    case "sport":
      return (await db(tx).sport.count({ where: { id } })) > 0;
  }
};

const lockedByStaff = statement({
  text: `
    select reason, note, by, at from suspension
     where scope = $1 and scope_id = $2 and source = 'staff' and lifted_at is null for update`,
  params: [text, text],
  row: { reason: text, note: nullable(text), by: nullable(uuid), at: timestamptz },
});

/** What staff suspended, and why. */
export type StaffSuspension = RowOfStatement<typeof lockedByStaff>;

/** The suspension by staff of exactly this, locked; null when there is none. */
export const suspensionByStaff = async (
  tx: pg.PoolClient,
  where: Suspendable,
): Promise<StaffSuspension | null> =>
  (await lockedByStaff.first([where.scope, where.scope === "all" ? "" : where.id], tx)) ?? null;
