import { isUuid } from "#lib/core/id.ts";
import { dayStart, nextDay } from "#lib/core/zoned-time.ts";
import { db, type Prisma } from "#lib/platform/database/db.ts";
import { literally } from "#lib/platform/database/like.ts";
import { array, statement, text } from "#lib/platform/database/statement.ts";
import { type AuditRow, type AuditSearch, eventIdOf, PAGE_SIZE, type Page } from "../schema.ts";
import { pageOf } from "./page.ts";

const byActor = (actor: string): Prisma.AuditEntryViewWhereInput => ({
  OR: [
    { actor: { contains: literally(actor), mode: "insensitive" } },
    ...(isUuid(actor.toLowerCase()) ? [{ actorId: actor.toLowerCase() }] : []),
  ],
});

/** Who did what, newest first. Action and subject match from their beginning; days are those of the time zone. */
export const auditTrail = async (search: AuditSearch, timeZone = "UTC"): Promise<Page<AuditRow>> => {
  const { actor, action, subject, from, to, before } = search;
  const found = await db().auditEntryView.findMany({
    select: {
      id: true,
      at: true,
      actorId: true,
      actor: true,
      action: true,
      subject: true,
      reason: true,
      before: true,
      after: true,
      requestId: true,
      hash: true,
    },
    where: {
      ...(actor && byActor(actor)),
      ...(action && { action: { startsWith: literally(action) } }),
      ...(subject && { subject: { startsWith: literally(subject) } }),
      at: {
        ...(from && { gte: dayStart(from, timeZone) }),
        ...(to && { lt: dayStart(nextDay(to), timeZone) }),
      },
      ...(before !== undefined && { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
  });
  const entries = found.map(({ hash, ...entry }) => ({ ...entry, hash: Buffer.from(hash).toString("hex") }));
  return pageOf(entries, ({ id }) => id.toString());
};

const namesOf = statement({
  text: `select e.id, e.sport_id as "sportId", n.name
           from sportsbook_event_view e join sportsbook_event_name_view n on n.event_id = e.id where e.id = any($1)`,
  params: [array(text)],
  row: { id: text, sportId: text, name: text },
});

/** The events that these subjects are, or have markets of, by their id: "Home – Away" and the sport. */
export const eventNames = async (
  subjects: readonly string[],
): Promise<Map<string, { name: string; sportId: string }>> => {
  const ids = subjects.flatMap((subject) => eventIdOf(subject) ?? []);
  const events = await namesOf.all([[...new Set(ids)]]);
  return new Map(events.map(({ id, ...event }) => [id, event]));
};

/** The actions that the trail knows, for its filter. */
export const auditActions = async (): Promise<string[]> => {
  const actions = await db().auditEntryView.groupBy({ by: "action", orderBy: { action: "asc" } });
  return actions.map(({ action }) => action);
};
