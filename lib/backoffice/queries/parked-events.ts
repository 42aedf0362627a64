import { db } from "#lib/platform/database/db.ts";
import type { ParkedEvent } from "../schema.ts";

/** The number of events that could not be delivered, and the newest of them. Their payloads stay in the database. */
export const parkedEvents = async (limit = 50): Promise<{ count: number; events: ParkedEvent[] }> => {
  const [count, events] = await Promise.all([
    db().platformParkedEventView.count(),
    db().platformParkedEventView.findMany({
      select: { id: true, kind: true, reason: true, detail: true, requestId: true, parkedAt: true },
      orderBy: { id: "desc" },
      take: limit,
    }),
  ]);
  return { count, events: events as ParkedEvent[] };
};
