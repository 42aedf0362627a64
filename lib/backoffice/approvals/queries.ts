import { db } from "#lib/platform/database/db.ts";
import type { ApprovalRow } from "./schema.ts";

const SHOWN_MAX = 100;

const SHOWN = {
  id: true,
  command: true,
  subject: true,
  reason: true,
  input: true,
  requestedBy: true,
  requestedByName: true,
  requestedAt: true,
  expiresAt: true,
  status: true,
  decidedByName: true,
  decidedAt: true,
} as const;

/** What waits for a second person, the oldest first, and what was decided lately, the newest first. */
export const approvals = async (): Promise<{ waiting: ApprovalRow[]; decided: ApprovalRow[] }> => {
  const [waiting, decided] = await Promise.all([
    db().playersApprovalView.findMany({
      select: SHOWN,
      where: { status: "pending" },
      orderBy: { requestedAt: "asc" },
      take: SHOWN_MAX,
    }),
    db().playersApprovalView.findMany({
      select: SHOWN,
      where: { status: { not: "pending" } },
      orderBy: { requestedAt: "desc" },
      take: SHOWN_MAX,
    }),
  ]);
  return { waiting: waiting as ApprovalRow[], decided: decided as ApprovalRow[] };
};

/** How many commands wait for somebody else than this member of staff. */
export const waitingForOthers = (staffId: string): Promise<number> =>
  db().playersApprovalView.count({ where: { status: "pending", requestedBy: { not: staffId } } });
