import { int2, statement, text } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/index.ts";
import { announceEvents, applyBook } from "#lib/sportsbook/markets/index.ts";
import { lockEvent } from "./event.ts";
import { STAFF_PROVIDER } from "./schema.ts";

// A match runs, without prices, until all its markets are decided. An event without sides has no course of its own: it is over.
const dueOf = statement({
  text: `
    select e.id, case when e.status = 0 and e.own_name is null then 2 else 3 end::smallint as next from event e
     where e.provider = $1 and ($2 = '' or e.id = $2)
       and case e.status when 0 then e.starts_at <= clock_timestamp()
                         when 2 then not exists (select from market m where m.event_id = e.id and m.status > -3) else false end
     order by e.id limit 100`,
  params: [text, text],
  row: { id: text, next: int2 },
});

/**
 * Moves events of staff on, which no feed does: at its start a match is in play, with betting suspended, and over once it is settled; any
 * other event is over at its start. Bets are refused from the start on whether this has run or not. Returns the events that moved.
 */
export const moveOwnEvents = async (): Promise<string[]> => {
  const moved: string[] = [];
  for (const { id } of await dueOf.all([STAFF_PROVIDER, ""])) {
    const done = await transaction(async (tx) => {
      await lockEvent.run([id], tx);
      const due = await dueOf.first([STAFF_PROVIDER, id], tx);
      if (!due) return false;
      await applyBook(
        [{ eventId: id, status: due.next === 2 ? EVENT_STATUS.suspended : EVENT_STATUS.ended }],
        tx,
      );
      return true;
    });
    if (done) moved.push(id);
  }
  await announceEvents(moved);
  return moved;
};
