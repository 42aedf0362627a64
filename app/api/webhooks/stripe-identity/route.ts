import { databaseNowMs } from "#lib/platform/database/database-clock.ts";
import { log } from "#lib/platform/observability/log.ts";
import { receiveIdentityEvent, settleIdentityEvents } from "#lib/players/index.ts";

const settle = async (): Promise<void> => {
  await settleIdentityEvents(new Date(await databaseNowMs()));
};

/** Where Stripe sends identity events. The body is read as it came: its signature is over its bytes. */
export async function POST(request: Request): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const received = await receiveIdentityEvent(body, request.headers.get("stripe-signature"));
  // Only for speed: a job does the same every minute.
  if (received === "stored")
    settle().catch((error) => log.warn({ err: error }, "an identity event waits for the next round"));
  return Response.json(
    { received },
    { status: received === "refused" ? 400 : 200, headers: { "cache-control": "no-store" } },
  );
}
