import { array, bool, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publishAll, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { notificationCreated } from "../../events.ts";
import type { Channel, Delivery } from "../channel.ts";

// In one order, so that two workers that deliver to the same players wait for each other instead of locking each other out.
const upsert = statement({
  name: "deliver-notifications",
  text: `
    with given as (
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) d(player_id, dedupe_key, name, data)
    ), unread as (
      select n.player_id, n.dedupe_key from notification n join given g using (player_id, dedupe_key) where n.read_at is null
    )
    insert into notification as n (player_id, dedupe_key, name, data)
    select g.player_id, g.dedupe_key, g.name, g.data::jsonb from given g order by g.player_id, g.dedupe_key
    on conflict (player_id, dedupe_key) do update
      set name = excluded.name, data = excluded.data, created_at = clock_timestamp(), read_at = null
    where (n.name, n.data) is distinct from (excluded.name, excluded.data)
    returning n.player_id as "playerId", not exists (
      select from unread u where u.player_id = n.player_id and u.dedupe_key = n.dedupe_key) as "newlyUnread"`,
  params: [array(uuid), array(text), array(text), array(text)],
  row: { playerId: uuid, newlyUnread: bool },
});

const newestOfEach = (deliveries: readonly Delivery[]): Delivery[] => [
  ...new Map(deliveries.map((one) => [`${one.playerId} ${one.dedupeKey}`, one])).values(),
];

/** Puts notifications into their players' inboxes. One that says what the inbox says already changes nothing. */
export const inApp: Channel = {
  name: "in-app",
  deliver: async (notifications) => {
    const rows = newestOfEach(notifications);
    const written = await transaction(async (client) => {
      const changed = await upsert.all(
        [
          rows.map(({ playerId }) => playerId),
          rows.map(({ dedupeKey }) => dedupeKey),
          rows.map(({ name }) => name),
          rows.map(({ data }) => JSON.stringify(data)),
        ],
        client,
      );
      await publishAll(
        client,
        notificationCreated,
        changed.map(({ playerId, newlyUnread }) => ({ playerId, unread: newlyUnread ? 1 : 0 })),
      );
      return changed.length;
    });
    if (written > 0) scheduleRelay();
  },
};
