import { parseAddress } from "../http/edge/address.ts";
import { countryIn } from "../http/edge/forwarding.ts";
import { originAllowed } from "../http/origin.ts";
import { requestIdOf } from "../http/request-id.ts";
import type { ActionRefusal } from "../schema.ts";
import type { AnyCommand, Call, RefusalStatus } from "./define.ts";
import { inScope, type TokenHolder } from "./token.ts";

/** The status of the refusals that any command may return besides its own. */
export const COMMON_STATUS = {
  approval_required: 202,
  invalid_input: 400,
  signed_out: 401,
  foreign_origin: 403,
  forbidden: 403,
  step_up_required: 403,
  player_barred: 403,
  play_stopped: 409,
  other_account: 409,
  idempotency_key_reused: 409,
  too_many_requests: 429,
  fault: 500,
} as const satisfies Record<ActionRefusal["code"] | "player_barred" | "play_stopped", number>;

/** A request as commands see it: the edge has reduced `x-forwarded-for` to one address. */
export const callFrom = (headers: Headers, input: unknown, publicUrl: string): Call => ({
  input,
  account: (input as { account?: unknown } | null | undefined)?.account,
  sameSite: originAllowed(headers.get("origin"), publicUrl),
  requestId: requestIdOf(headers.get("x-request-id")),
  origin: {
    ip: parseAddress(headers.get("x-forwarded-for") ?? undefined) ?? "unknown",
    userAgent: (headers.get("user-agent") ?? "").slice(0, 400),
    country: countryIn(headers),
  },
});

/** JSON in which a bigint is a string of digits and a time is ISO 8601. */
export const wireJson = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === "bigint" ? each.toString() : each));

const answer = (status: number, body: unknown, more: Record<string, string> = {}): Response =>
  new Response(wireJson(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...more },
  });

const refused = (status: number, refusal: { code: string }, more?: Record<string, string>): Response =>
  answer(status, { ok: false, refusal }, more);

const statusOf = ({ definition }: AnyCommand, code: string): RefusalStatus | number =>
  definition.refusals[code] ?? (COMMON_STATUS as Record<string, number>)[code] ?? 409;

const readJson = async (request: Request): Promise<unknown> => {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
};

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

type Admitted = { call: Call; session: () => Promise<unknown> };

/**
 * The caller of a request with an API token (RFC 6750). It needs no Origin, because no browser adds an Authorization header by
 * itself; a cookie beside it is refused, so that a request is one of the two.
 */
const byToken = async (
  { definition }: AnyCommand,
  headers: Headers,
  call: Call,
  holderOf: (token: string) => Promise<TokenHolder | null>,
): Promise<Admitted | Response> => {
  if (headers.has("cookie")) return refused(400, { code: "cookie_with_token" });
  const token = BEARER.exec(headers.get("authorization") ?? "")?.[1];
  const holder = token ? await holderOf(token) : null;
  if (!holder)
    return refused(401, { code: "signed_out" }, { "www-authenticate": 'Bearer error="invalid_token"' });
  if (!inScope(definition, holder.scopes))
    return refused(
      403,
      { code: "out_of_scope" },
      { "www-authenticate": `Bearer error="insufficient_scope", scope="${definition.name}"` },
    );
  return {
    call: { ...call, sameSite: true, proved: definition.byToken === true },
    session: async () => holder.session,
  };
};

/** Who calls: by the session of the request's cookie, and by an API token. */
export type Callers = {
  session: () => Promise<unknown>;
  holderOf?: (token: string) => Promise<TokenHolder | null>;
};

/**
 * Handles `POST /api/v1/commands/<name>`: a JSON body, for the session of the request's cookie, which a browser sends
 * along with an Origin of this site, or for an API token.
 */
export const answerCommand = async (
  command: AnyCommand | undefined,
  request: Request,
  { session, holderOf = async () => null }: Callers,
  publicUrl: string,
): Promise<Response> => {
  if (!command) return refused(404, { code: "unknown_command" });
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    return refused(415, { code: "not_json" });
  const input = await readJson(request);
  if (input === undefined) return refused(400, { code: "not_json" });
  const call = callFrom(request.headers, input, publicUrl);
  const admitted = request.headers.has("authorization")
    ? await byToken(command, request.headers, call, holderOf)
    : { call, session };
  if (admitted instanceof Response) return admitted;
  const result = await command.execute(admitted.call, admitted.session);
  if (result.ok) return answer(200, result);
  const wait = result.refusal as { retryAfterSeconds?: number };
  return refused(
    statusOf(command, result.refusal.code),
    result.refusal,
    wait.retryAfterSeconds === undefined ? {} : { "retry-after": String(wait.retryAfterSeconds) },
  );
};
