import { createBatcher } from "#lib/platform/database/batching.ts";
import { isInputFault } from "#lib/platform/database/db.ts";
import { array, bytea, nullable, statement, text } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { providerEventsReceived } from "../events.ts";
import type { PaymentProvider, ProviderNotice } from "../providers/provider.ts";

const store = statement({
  name: "store-provider-events",
  text: `
    insert into provider_event (provider, event_id, kind, object_kind, object_id, body, state, ended_at)
    select distinct on (provider, event_id) provider, event_id, kind, object_kind, object_id, body,
           case when object_kind is null then 'parked' else 'received' end,
           case when object_kind is null then clock_timestamp() end
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[])
           e(provider, event_id, kind, object_kind, object_id, body)
     order by provider, event_id
    on conflict on constraint provider_event_once do nothing
    returning provider, event_id as "eventId", object_kind as "objectKind"`,
  params: [array(text), array(text), array(text), array(nullable(text)), array(nullable(text)), array(bytea)],
  row: { provider: text, eventId: text, objectKind: nullable(text) },
});

type Message = ProviderNotice & { provider: string; body: Buffer };

const keyOf = ({ provider, eventId }: Pick<Message, "provider" | "eventId">): string =>
  JSON.stringify([provider, eventId]);

/** Stores messages that are not stored yet. Answers for each whether it was new: the first of several with one name. */
const storeMany = async (messages: Message[]): Promise<boolean[]> => {
  const stored = await transaction(async (client) => {
    const made = await store.all(
      [
        messages.map(({ provider }) => provider),
        messages.map(({ eventId }) => eventId),
        messages.map(({ kind }) => kind),
        messages.map(({ about }) => about?.kind ?? null),
        messages.map(({ about }) => about?.id ?? null),
        messages.map(({ body }) => body),
      ],
      client,
    );
    const count = made.filter(({ objectKind }) => objectKind !== null).length;
    if (count > 0) await publish(client, providerEventsReceived, { count });
    return made;
  });
  if (stored.length > 0) scheduleRelay();
  const fresh = new Set(stored.map(keyOf));
  return messages.map((message) => fresh.delete(keyOf(message)));
};

const storeOne = createBatcher(storeMany, { sizeMax: 64, lanes: 2, minBatch: 8, isolates: isInputFault });

/**
 * Takes a provider's message: checks its signature over the bytes as they came, stores it once, and has it processed by a job. Messages that
 * come at the same time share a commit. A kind that we do not know is stored and parked for staff. Answers `refused` where the signature
 * is wrong; then nothing is stored.
 */
export const receiveWebhook = async (
  provider: PaymentProvider,
  body: Buffer,
  headers: Headers,
): Promise<"stored" | "known" | "refused"> => {
  const notice = provider.readWebhook(body, headers);
  if (!notice) return "refused";
  return (await storeOne({ ...notice, provider: provider.id, body })) ? "stored" : "known";
};
