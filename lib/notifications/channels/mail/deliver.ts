import { uuidv7 } from "#lib/core/id.ts";
import { array, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import type { Channel } from "../channel.ts";
import { sendMailJob } from "./send.ts";

const write = statement({
  name: "write-mails",
  text: `
    insert into mail (id, player_id, dedupe_key, name, data, address)
    select d.id, d.player_id, d.dedupe_key, d.name, d.data::jsonb, coalesce(d.address, p.email)
      from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
             d(id, player_id, dedupe_key, name, data, address)
      join players_player_view p on p.id = d.player_id and p.status <> 'closed'
     order by d.player_id, d.dedupe_key
    on conflict (player_id, dedupe_key) do nothing`,
  params: [array(uuid), array(uuid), array(text), array(text), array(text), array(nullable(text))],
  row: {},
});

const unsent = statement({
  name: "unsent-mails",
  text: `
    select m.id from unnest($1::uuid[], $2::text[]) d(player_id, dedupe_key)
      join mail m on m.player_id = d.player_id and m.dedupe_key = d.dedupe_key
     where m.sent_at is null and m.failed_at is null`,
  params: [array(uuid), array(text)],
  row: { id: uuid },
});

/** Stores mails and queues one job for each. What was stored before and not sent is queued again. */
export const mail: Channel = {
  name: "mail",
  deliver: async (notifications, queue) => {
    const players = notifications.map(({ playerId }) => playerId);
    const keys = notifications.map(({ name, mailKey, dedupeKey }) => `${name} ${mailKey ?? dedupeKey}`);
    await write.run([
      notifications.map(() => uuidv7()),
      players,
      keys,
      notifications.map(({ name }) => name),
      notifications.map(({ data }) => JSON.stringify(data)),
      notifications.map(({ address }) => address ?? null),
    ]);
    for (const { id } of await unsent.all([players, keys]))
      await queue.add(sendMailJob, { mailId: id }, { key: `mail ${id}` });
  },
};
