import { parseAddress } from "../http/edge/address.ts";
import { countryIn } from "../http/edge/forwarding.ts";
import { originAllowed } from "../http/origin.ts";
import { requestIdOf } from "../http/request-id.ts";
import type { ActionRefusal } from "../schema.ts";
import type { AnyCommand, Call, RefusalStatus } from "./define.ts";

/** The status of the refusals that any command may return besides its own. */
export const COMMON_STATUS = {
  invalid_input: 400,
  signed_out: 401,
  foreign_origin: 403,
  forbidden: 403,
  step_up_required: 403,
  player_barred: 403,
  other_account: 409,
  idempotency_key_reused: 409,
  too_many_requests: 429,
  fault: 500,
} as const satisfies Record<ActionRefusal["code"] | "player_barred", number>;

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

/**
 * Handles `POST /api/v1/commands/<name>`: a JSON body, for the session of the request's cookie, which a browser sends
 * along with an Origin of this site. API tokens plug in here: a request with a token needs no Origin, because no
 * browser adds one by itself. Until tokens exist, such a request counts as signed out.
 */
export const answerCommand = async (
  command: AnyCommand | undefined,
  request: Request,
  session: () => Promise<unknown>,
  publicUrl: string,
): Promise<Response> => {
  if (!command) return refused(404, { code: "unknown_command" });
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    return refused(415, { code: "not_json" });
  const input = await readJson(request);
  if (input === undefined) return refused(400, { code: "not_json" });
  const byToken = request.headers.has("authorization");
  const call = callFrom(request.headers, input, publicUrl);
  const result = await command.execute(
    byToken ? { ...call, sameSite: true } : call,
    byToken ? async () => null : session,
  );
  if (result.ok) return answer(200, result);
  const wait = result.refusal as { retryAfterSeconds?: number };
  return refused(
    statusOf(command, result.refusal.code),
    result.refusal,
    wait.retryAfterSeconds === undefined ? {} : { "retry-after": String(wait.retryAfterSeconds) },
  );
};
