import { env } from "#lib/platform/config/env.ts";
import { db } from "#lib/platform/database/db.ts";
import { statement, text, uuid } from "#lib/platform/database/statement.ts";
import { log } from "#lib/platform/observability/log.ts";
import { readStripeWebhook } from "#lib/platform/stripe/read-webhook.ts";
import { cancelCheck, settleCheck } from "./check.ts";

const PROVIDER = "stripe";
const KIND = "identity.verification_session.";

/**
 * Takes a message of Stripe: checks its signature over the bytes as they came, and stores it once. It only says that something changed: the
 * session is read again before a state moves, so that messages may come late, twice and in any order. `refused`: nothing was stored.
 */
export const receiveIdentityEvent = async (
  body: Buffer,
  signature: string | null,
): Promise<"stored" | "known" | "ignored" | "refused"> => {
  const secret = env().STRIPE_IDENTITY_WEBHOOK_SECRET;
  const event = secret ? readStripeWebhook(body, signature, secret) : null;
  if (!event) return "refused";
  const { id: reference } = event.data.object as { id?: string };
  if (!event.type.startsWith(KIND) || !reference) return "ignored";
  const data = {
    ...{ provider: PROVIDER, eventId: event.id, kind: event.type, reference },
    body: new Uint8Array(body),
  };
  const { count } = await db().identityEvent.createMany({ data, skipDuplicates: true });
  return count > 0 ? "stored" : "known";
};

const BATCH = 100;

/** Oldest first, so that one whose provider does not answer holds up no other for long. */
const openEvents = statement({
  text: `
    select e.event_id as "eventId", s.id as "submissionId"
      from identity_event e join identity_submission s on s.provider = e.provider and s.reference = e.reference
     where e.provider = $1 and e.ended_at is null order by e.received_at limit ${BATCH}`,
  params: [text],
  row: { eventId: text, submissionId: uuid },
});

const endEvent = statement({
  text: "update identity_event set ended_at = clock_timestamp() where provider = $1 and event_id = $2",
  params: [text, text],
  row: {},
});

// Of a session that nobody here began, or whose message came before its name was stored.
const endUnknown = statement({
  text: `
    update identity_event set ended_at = clock_timestamp()
     where ended_at is null and received_at < clock_timestamp() - interval '1 day'`,
  params: [],
  row: {},
});

const silent = statement({
  text: `
    select id from identity_submission
     where status = 'pending' and provider <> 'manual' and reference is not null
       and submitted_at < clock_timestamp() - interval '10 minutes' order by submitted_at limit ${BATCH}`,
  params: [],
  row: { id: uuid },
});

// A process ended between making the submission and storing what the provider calls it.
const unbegun = statement({
  text: `
    select id from identity_submission
     where status = 'pending' and provider <> 'manual' and reference is null
       and submitted_at < clock_timestamp() - interval '10 minutes' order by submitted_at limit ${BATCH}`,
  params: [],
  row: { id: uuid },
});

const tried = async (submissionId: string, now: Date): Promise<boolean | null> => {
  try {
    return await settleCheck(submissionId, now);
  } catch (error) {
    log.warn({ err: error, submissionId }, "an identity check could not be followed");
    return null;
  }
};

/** Decides the checks that stored messages are about. Returns how many were decided. */
export const settleIdentityEvents = async (now: Date): Promise<number> => {
  let decided = 0;
  for (const { eventId, submissionId } of await openEvents.all([PROVIDER])) {
    const done = await tried(submissionId, now);
    if (done === null) continue;
    await endEvent.run([PROVIDER, eventId]);
    if (done) decided += 1;
  }
  return decided;
};

/** Asks providers about checks that no message has told of for ten minutes, and gives up those that were never begun. */
export const followSilentChecks = async (now: Date): Promise<number> => {
  let decided = 0;
  await endUnknown.run([]);
  for (const { id } of await silent.all([])) if (await tried(id, now)) decided += 1;
  for (const { id } of await unbegun.all([])) if (await cancelCheck(id)) decided += 1;
  return decided;
};
