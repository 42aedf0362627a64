import type pg from "pg";
import type { StaffScope } from "./schema.ts";

/** What staff suspended, and why. */
export type StaffSuspension = { reason: string; note: string | null; by: string | null; at: Date };

export const subjectOf = (where: StaffScope): string =>
  where.scope === "all" ? "all" : `${where.scope}:${where.id}`;

const EXISTS = {
  market: "select from market where id = $1",
  event: "select from event where id = $1",
  sport: "select from sport where id = $1",
} as const;

export const isKnown = async (tx: pg.PoolClient, where: StaffScope): Promise<boolean> =>
  where.scope === "all" || ((await tx.query(EXISTS[where.scope], [where.id])).rowCount ?? 0) > 0;

/** The suspension by staff of exactly this, locked; null when there is none. */
export const suspensionByStaff = async (
  tx: pg.PoolClient,
  where: StaffScope,
): Promise<StaffSuspension | null> => {
  const { rows } = await tx.query<StaffSuspension>(
    `select reason, note, by, at from suspension
      where scope = $1 and scope_id = $2 and source = 'staff' and lifted_at is null for update`,
    [where.scope, where.scope === "all" ? "" : where.id],
  );
  return rows[0] ?? null;
};
