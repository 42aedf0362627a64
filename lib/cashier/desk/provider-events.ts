import type pg from "pg";
import { bool, int4, nullable, statement, text, timestamptz } from "#lib/platform/database/statement.ts";
import { publish } from "#lib/platform/messaging/outbox.ts";
import { providerEventsReceived } from "../events.ts";
import type { ParkedEvents } from "./schema.ts";

const GROUPS_MAX = 100;
const BATCH = 500;

const parked = statement({
  text: `
    select provider, kind, failure, bool_and(object_kind is not null) as processable, count(*)::int as count, min(received_at) as "firstAt",
           max(received_at) as "lastAt"
      from provider_event where state = 'parked'
     group by provider, kind, failure order by max(received_at) desc limit ${GROUPS_MAX}`,
  params: [],
  row: {
    provider: text,
    kind: text,
    failure: nullable(text),
    processable: bool,
    count: int4,
    firstAt: timestamptz,
    lastAt: timestamptz,
  },
});

/** Events that could not be processed, by provider, kind and failure; the newest first. */
export const parkedProviderEvents = (): Promise<ParkedEvents[]> => parked.all([]);

const again = statement({
  text: `
    update provider_event set state = 'received', failure = null, ended_at = null, attempts = 0, due_at = clock_timestamp()
     where id in (select id from provider_event where state = 'parked' and provider = $1 and kind = $2 and object_kind is not null
                   order by id desc limit ${BATCH} for update skip locked)`,
  params: [text, text],
  row: {},
});

/** Has parked events of one kind processed again, at most 500 at a time. Returns how many. */
export const retryProviderEvents = async (
  provider: string,
  kind: string,
  client: pg.PoolClient,
): Promise<number> => {
  const count = await again.run([provider, kind], client);
  if (count > 0) await publish(client, providerEventsReceived, { count });
  return count;
};

const dismiss = statement({
  text: "update provider_event set state = 'dismissed' where state = 'parked' and provider = $1 and kind = $2",
  params: [text, text],
  row: {},
});

/** Takes parked events of one kind off the list: they need nothing. Returns how many. */
export const dismissProviderEvents = (
  provider: string,
  kind: string,
  client: pg.PoolClient,
): Promise<number> => dismiss.run([provider, kind], client);
