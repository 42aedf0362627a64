import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";

type Outputs = { first_name: string; last_name: string; dob: { year: number; month: number; day: number } };
type Session = {
  id: string;
  object: "identity.verification_session";
  status: string;
  url: string | null;
  client_reference_id: string;
  metadata: Record<string, string>;
  last_error: { code: string; reason: string } | null;
  verified_outputs: Outputs | null;
  livemode: false;
};

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
};

/**
 * The far side of Stripe Identity on this machine: its HTTP shapes for making and reading verification sessions, idempotency keys included,
 * and signed events. What a person does at Stripe, a test does by `change`.
 */
export const stripeIdentitySimulator = async (secret: string) => {
  const sessions = new Map<string, Session>();
  const byKey = new Map<string, Session>();
  const seen = { reads: 0, down: false };
  const make = (fields: URLSearchParams): Session => ({
    id: `vs_${randomBytes(12).toString("hex")}`,
    object: "identity.verification_session",
    status: "requires_input",
    url: `https://verify.stripe.example/start/${randomBytes(6).toString("hex")}`,
    client_reference_id: fields.get("client_reference_id") ?? "",
    metadata: { submission_id: fields.get("metadata[submission_id]") ?? "" },
    last_error: null,
    verified_outputs: null,
    livemode: false,
  });
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const fields = await bodyOf(request);
    if (seen.down) return answer(500, { error: { type: "api_error", message: "down" } });
    if (!/^Bearer sk_test_/.test(request.headers.authorization ?? ""))
      return answer(401, { error: { type: "invalid_request_error", message: "no key" } });
    const { pathname, searchParams } = new URL(request.url ?? "", "http://stripe.invalid");
    const [, id] = /^\/v1\/identity\/verification_sessions\/(\w+)$/.exec(pathname) ?? [];
    if (request.method === "POST" && pathname === "/v1/identity/verification_sessions") {
      const key = String(request.headers["idempotency-key"]);
      const session = byKey.get(key) ?? make(fields);
      byKey.set(key, session);
      sessions.set(session.id, session);
      return answer(200, session);
    }
    const session = sessions.get(id ?? "");
    if (!session) return answer(404, { error: { type: "invalid_request_error", code: "resource_missing" } });
    seen.reads += 1;
    const expanded = [...searchParams].some(([, value]) => value === "verified_outputs.dob");
    const { dob: _, ...named } = session.verified_outputs ?? { dob: null };
    return answer(200, {
      ...session,
      verified_outputs: session.verified_outputs && (expanded ? session.verified_outputs : named),
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sessions,
    seen,
    /** What the person, or Stripe, does with the session. */
    change: (id: string, change: Partial<Session>): void => {
      const session = sessions.get(id);
      if (session) Object.assign(session, change);
    },
    /** An event about the session as it was at some time, signed as Stripe signs. */
    event: (
      id: string,
      kind: string,
      { eventId = `evt_${randomBytes(8).toString("hex")}`, timestamp = 0 } = {},
    ) => {
      const object = { ...sessions.get(id), verified_outputs: undefined };
      const payload = JSON.stringify({
        id: eventId,
        object: "event",
        type: `identity.verification_session.${kind}`,
        data: { object },
      });
      const header = Stripe.webhooks.generateTestHeaderString({
        payload,
        secret,
        ...(timestamp !== 0 && { timestamp }),
      });
      return { body: Buffer.from(payload), header };
    },
    stop: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};
