import { bytea, int8, nullable, statement, text } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { providerEventReceived } from "../events.ts";
import type { PaymentProvider } from "../providers/provider.ts";

const store = statement({
  name: "store-provider-event",
  text: `
    insert into provider_event (provider, event_id, kind, object_kind, object_id, body, state, ended_at)
    values ($1, $2, $3, $4, $5, $6, case when $4::text is null then 'parked' else 'received' end,
            case when $4::text is null then clock_timestamp() end)
    on conflict on constraint provider_event_once do nothing returning id`,
  params: [text, text, text, nullable(text), nullable(text), bytea],
  row: { id: int8 },
});

/**
 * Takes a provider's message: checks its signature over the bytes as they came, stores it once, and has it processed by a job. A kind that
 * we do not know is stored and parked for staff. Answers `refused` where the signature is wrong; then nothing is stored.
 */
export const receiveWebhook = async (
  provider: PaymentProvider,
  body: Buffer,
  headers: Headers,
): Promise<"stored" | "known" | "refused"> => {
  const notice = provider.readWebhook(body, headers);
  if (!notice) return "refused";
  const { eventId, kind, about } = notice;
  const stored = await transaction(async (client) => {
    const made = await store.first(
      [provider.id, eventId, kind, about?.kind ?? null, about?.id ?? null, body],
      client,
    );
    if (made && about) await publish(client, providerEventReceived, { providerEventId: String(made.id) });
    return made !== undefined;
  });
  if (!stored) return "known";
  scheduleRelay();
  return "stored";
};
