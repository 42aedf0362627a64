import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Form, formAt, readForm, textAt } from "./form.ts";
import { type StripeState, stripeState } from "./state.ts";
import { ApiError, openStore, type StripeObject } from "./store.ts";

export type SimulatorOptions = {
  port: number;
  /** The secret key that callers must show. */
  secretKey: string;
  webhook: { url: string; secret: string };
  /** How long a call takes, and until a message is sent. */
  latencyMs?: number;
  /** Of how many messages every n-th is sent twice; 0: none is. */
  duplicateEvery?: number;
  /** For tests: after how many milliseconds each message is sent, once for each; none: it gets lost. In place of the two above. */
  deliveries?: () => number[];
  /** Where its objects survive a restart; null: in memory alone. */
  file?: string | null;
};

export type Simulator = {
  url: string;
  state: StripeState;
  /** For tests: while it is away, connections to its API break and it sends nothing that was not sent before. */
  setAway(away: boolean): void;
  stop(): Promise<void>;
};

const RETRIES = [500, 2_000, 10_000, 60_000];
const REFUND_MS = 3_000;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The page on which a bank asks the player, in test mode. */
const bankPage = (intent: StripeObject): string => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Your bank</title>
<body style="font:16px/1.5 system-ui;max-width:26rem;margin:3rem auto;padding:0 1rem;color:#1b1f24;background:#fff">
<h1 style="font-size:1.25rem">Confirm your payment</h1>
<p>This page stands in for your bank. Nothing is charged: ${escaped(String(intent.amount))} ${escaped(String(intent.currency).toUpperCase())} in the smallest unit.</p>
<form method="post" style="display:flex;gap:.75rem">
<button name="answer" value="complete" style="flex:1;padding:.75rem;font:inherit">Confirm</button>
<button name="answer" value="fail" style="flex:1;padding:.75rem;font:inherit">Reject</button></form></body></html>`;

/** A page of a list, from the object after `after` on. */
const listOf = (all: StripeObject[], url: string, after: string | null = null, limit = 100) => {
  const rest = all.slice(all.findIndex(({ id }) => id === after) + 1);
  return { object: "list", url, has_more: rest.length > limit, data: rest.slice(0, limit) };
};

/**
 * A Stripe account on this machine: the endpoints and messages that Evens uses, with Stripe's test cards, for demo mode and tests
 * only. Messages are signed, repeated until they are answered with 2xx, and some are sent twice.
 */
export const startStripeSimulator = async ({
  port,
  secretKey,
  webhook,
  latencyMs = 0,
  duplicateEvery = 0,
  deliveries,
  file = null,
}: SimulatorOptions): Promise<Simulator> => {
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  const deliver = async (event: StripeObject, attempt = 0): Promise<void> => {
    const payload = JSON.stringify(event);
    const at = Math.floor(Date.now() / 1_000);
    const signature = createHmac("sha256", webhook.secret).update(`${at}.${payload}`).digest("hex");
    const answered = await fetch(webhook.url, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": `t=${at},v1=${signature}` },
      body: payload,
    }).then(
      ({ ok }) => ok,
      () => false,
    );
    const pause = RETRIES[attempt];
    if (!answered && pause !== undefined) after(pause, () => void deliver(event, attempt + 1));
  };

  let sent = 0;
  let url = "";
  const store = openStore(file);
  const state = stripeState({
    store,
    pages: () => url,
    emit: (event) => {
      if (webhook.url === "") return;
      sent += 1;
      const twice = duplicateEvery > 0 && sent % duplicateEvery === 0;
      const usual = twice ? [latencyMs, latencyMs] : [latencyMs];
      for (const ms of deliveries?.() ?? usual) after(ms, () => void deliver(event));
    },
    later: (work) => after(latencyMs === 0 ? 0 : REFUND_MS, work),
  });

  /** By idempotency key: the request that it was made with, and the answer. */
  type Answer = { request: string; status: number; body: object };

  const call = (method: string, path: string, query: URLSearchParams, form: Form): object => {
    const [, , kind = "", id = "", verb = ""] = path.split("/");
    const since = Number(query.get("created[gte]") ?? 0);
    switch (`${method} ${kind}${id ? "/:id" : ""}${verb ? `/${verb}` : ""}`) {
      case "POST customers":
        return state.createCustomer(form);
      case "GET customers/:id":
        return state.get(id, "customer");
      case "POST test_helpers/:id":
        return state.createToken(form);
      case "GET confirmation_tokens/:id":
        return state.get(id, "confirmation_token");
      case "POST payment_methods/:id/detach":
        return state.detach(id);
      case "GET payment_methods/:id":
        return state.get(id, "payment_method");
      case "POST payment_intents":
        return state.createIntent(form);
      case "GET payment_intents":
        return listOf(
          state.list("payment_intent", ({ created }) => created >= since),
          path,
          query.get("starting_after"),
        );
      case "GET payment_intents/:id":
        if (id === "search") {
          const [, name, value] = /^metadata\['(\w+)'\]:'([\w-]+)'$/.exec(query.get("query") ?? "") ?? [];
          return {
            ...listOf(
              state.list(
                "payment_intent",
                ({ metadata }) => (metadata as Record<string, string>)[name ?? ""] === value,
              ),
              path,
            ),
            object: "search_result",
            next_page: null,
          };
        }
        return state.get(id, "payment_intent");
      case "POST payment_intents/:id/cancel":
        return state.cancelIntent(id);
      case "POST refunds":
        return state.createRefund(form);
      case "GET refunds":
        return listOf(
          state.list("refund", ({ created }) => created >= since),
          path,
          query.get("starting_after"),
        );
      case "GET refunds/:id":
        return state.get(id, "refund");
      case "GET balance_transactions":
        return listOf(
          state.list("balance_transaction", ({ created }) => created >= since),
          path,
          query.get("starting_after"),
        );
      case "GET disputes":
        return listOf(
          state.list("dispute", ({ created }) => created >= since),
          path,
          query.get("starting_after"),
        );
      case "GET disputes/:id":
        return state.get(id, "dispute");
      case "POST disputes/:id":
        return state.disputes.respond(id, form);
      case "POST disputes/:id/close":
        return state.disputes.close(id);
      case "GET reviews":
        return listOf(
          state.list("review", ({ created }) => created >= since),
          path,
          query.get("starting_after"),
        );
      case "GET reviews/:id":
        return state.get(id, "review");
      case "POST reviews/:id/approve":
        return state.disputes.approve(id);
      case "GET radar/:id":
        return listOf(
          state.list("radar.early_fraud_warning", ({ created }) => created >= since),
          path,
          query.get("starting_after"),
        );
      // /v1/radar/early_fraud_warnings/<id>
      case `GET radar/:id/${verb}`:
        return state.get(verb, "radar.early_fraud_warning");
      default:
        throw new ApiError(404, { message: `Unrecognized request URL (${method}: ${path}).` });
    }
  };

  /** What was asked to be in the answer as a whole, in place of its id. */
  const expanded = (answer: object, query: URLSearchParams, form: Form): object => {
    const asked = [...query]
      .filter(([name]) => name.startsWith("expand"))
      .map(([, value]) => value)
      .concat(Object.values(formAt(form, "expand")));
    const { payment_method: method, data } = answer as { payment_method?: unknown; data?: StripeObject[] };
    if (asked.includes("data.source") && data)
      return { ...answer, data: data.map((each) => ({ ...each, source: state.find(String(each.source)) })) };
    return asked.includes("payment_method") && typeof method === "string"
      ? { ...answer, payment_method: state.get(method, "payment_method") }
      : answer;
  };

  const withKey = (key: string | undefined, request: string, run: () => object) => {
    const earlier = key ? store.noted<Answer>(`answer:${key}`) : undefined;
    if (earlier && earlier.request !== request)
      return {
        status: 400,
        body: {
          error: {
            type: "idempotency_error",
            message: "Keys for idempotent requests can only be used with the same parameters.",
          },
        },
      };
    if (earlier) return earlier;
    let answer: { status: number; body: object };
    try {
      answer = { status: 200, body: structuredClone(run()) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      answer = { status: error.status, body: error.body };
    }
    if (key) store.note(`answer:${key}`, { request, ...answer });
    return answer;
  };

  const bank = async (request: IncomingMessage, response: ServerResponse, id: string): Promise<void> => {
    if (request.method !== "POST") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(bankPage(state.get(id, "payment_intent")));
      return;
    }
    const answer = textAt(readForm(await bodyOf(request)), "answer");
    const intent = state.authenticate(id, answer === "complete");
    response.writeHead(303, { location: String(intent.return_url) });
    response.end();
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stripe.invalid");
    if (pathname.startsWith("/3ds/")) return bank(request, response, pathname.slice(5));
    const body = await bodyOf(request);
    const authorised = request.headers.authorization === `Bearer ${secretKey}`;
    const key = request.headers["idempotency-key"];
    const answer = authorised
      ? withKey(
          request.method === "POST" && typeof key === "string" ? key : undefined,
          `${pathname} ${body}`,
          () => {
            const form = readForm(body);
            return expanded(call(request.method ?? "", pathname, searchParams, form), searchParams, form);
          },
        )
      : { status: 401, body: { error: { type: "invalid_request_error", message: "Invalid API Key" } } };
    after(latencyMs, () => {
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer.body));
    });
  };

  let isAway = false;
  const server = createServer((request, response) => {
    if (isAway) {
      request.socket.destroy();
      return;
    }
    serve(request, response).catch((error: unknown) => {
      const refused = error instanceof ApiError ? error : new ApiError(500, { type: "api_error" });
      response.writeHead(refused.status, { "content-type": "application/json" });
      response.end(JSON.stringify(refused.body));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.resume();
  return {
    url,
    state,
    setAway: (away) => {
      isAway = away;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
