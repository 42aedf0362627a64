import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { systemClock } from "#lib/core/clock.ts";
import type { Currency } from "#lib/core/money.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { env } from "../config/env.ts";
import { clientNetwork, parseAddress } from "../http/edge/address.ts";
import { originAllowed } from "../http/origin.ts";
import { type RateRule, takeLocalRate } from "../http/rate-limit.ts";
import { log, withRequestId } from "../observability/log.ts";
import type { ActionRefusal, ActionResult, InputIssue } from "../schema.ts";
import type { Origin, PlayerContext, PublicContext, StaffContext } from "./context.ts";

/** What the adapter needs to know of a session. */
export type ActionSession =
  | { kind: "player"; sessionId: string; id: string; currency: Currency }
  | { kind: "staff"; sessionId: string; id: string };

export type ActionWiring<Session extends ActionSession, Permission extends string> = {
  /** The caller's session, read from the database; null when there is none or it was revoked. */
  session(): Promise<Session | null>;
  may(staff: Extract<Session, { kind: "staff" }>, permission: Permission): boolean;
};

type Verb<Ctx, Input, Value, Refusal> = (ctx: Ctx, input: Input) => Promise<Result<Value, Refusal>>;
/** What a page may say besides its input: the account that it was drawn for. */
type Sender = { account?: string | undefined };
type Action<Schema extends z.ZodType, Value, Refusal> = (
  input: (z.input<Schema> & Sender) | FormData,
) => Promise<ActionResult<Value, Refusal>>;

// Generous to a person who clicks fast, short for a script. More sessions give an account no more.
const FLOOD: RateRule = { name: "action", points: 60, durationSeconds: 10 };
/** Many people may sit behind one address. */
const FLOOD_BY_ADDRESS: RateRule = { name: "action-ip", points: 600, durationSeconds: 10 };

/** Text fields of a form as an object; a name that occurs more than once, or ends in "[]", becomes a list. */
export const formFields = (form: FormData): Record<string, string | string[]> => {
  const fields: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    const list = name.endsWith("[]");
    fields[list ? name.slice(0, -2) : name] = list || values.length > 1 ? values : (values[0] ?? "");
  }
  return fields;
};

const issuesOf = (error: z.ZodError): InputIssue[] =>
  error.issues.map(({ path, code, message }) => ({
    path: path.map(String).join("."),
    code: code ?? "custom",
    message,
  }));

type Request = { requestId: string; origin: Origin; sameSite: boolean };

const readRequest = async (): Promise<Request> => {
  const sent = await headers();
  return {
    requestId: sent.get("x-request-id") ?? randomUUID(),
    origin: {
      // The edge leaves one address in it.
      ip: parseAddress(sent.get("x-forwarded-for") ?? undefined) ?? "unknown",
      userAgent: (sent.get("user-agent") ?? "").slice(0, 400),
    },
    sameSite: originAllowed(sent.get("origin"), env().PUBLIC_URL),
  };
};

const adapt =
  <Schema extends z.ZodType, Ctx, Value, Refusal>(
    schema: Schema,
    verb: Verb<Ctx, z.output<Schema>, Value, Refusal>,
    enter: (
      request: Request,
      account: unknown,
    ) => Promise<Result<{ context: Ctx; subject: string }, ActionRefusal>>,
  ): Action<Schema, Value, Refusal> =>
  async (input) => {
    const request = await readRequest();
    if (!request.sameSite) return refuse({ code: "foreign_origin" });
    return withRequestId(request.requestId, async () => {
      try {
        const account = input instanceof FormData ? input.get("account") : input?.account;
        const entered = await enter(request, account);
        if (!entered.ok) return entered;
        const free = await takeLocalRate(FLOOD, entered.value.subject);
        if (!free.ok) return free;
        const crowd = await takeLocalRate(FLOOD_BY_ADDRESS, clientNetwork(request.origin.ip));
        if (!crowd.ok) return crowd;
        const parsed = schema.safeParse(input instanceof FormData ? formFields(input) : input);
        if (!parsed.success) return refuse({ code: "invalid_input", issues: issuesOf(parsed.error) });
        return await verb(entered.value.context, parsed.data);
      } catch (error) {
        unstable_rethrow(error);
        log.error({ err: error, verb: verb.name }, "an action failed");
        return refuse({ code: "fault", reference: request.requestId });
      }
    });
  };

/**
 * Makes the three adapters from a verb to a server action. An action takes a plain object or a form, checks origin,
 * session and permission, guards against floods, parses, and answers with the verb's result. A fault is logged and
 * answered by its reference. Amounts stay bigint on the way to the browser.
 */
export const actionAdapters = <Session extends ActionSession, Permission extends string>({
  session,
  may,
}: ActionWiring<Session, Permission>) => ({
  /** Anybody may call it, signed in or not. */
  publicAction: <Schema extends z.ZodType, Value, Refusal>(
    schema: Schema,
    verb: Verb<PublicContext, z.output<Schema>, Value, Refusal>,
  ) =>
    adapt(schema, verb, async ({ requestId, origin }) => ({
      ok: true,
      value: {
        context: { clock: systemClock, requestId, origin },
        subject: `ip:${clientNetwork(origin.ip)}`,
      },
    })),

  /**
   * Only a signed-in player; the verb acts for that player and no other. A page that was drawn for another account, which
   * signed out in another tab, is refused: what it shows is not this player's.
   */
  playerAction: <Schema extends z.ZodType, Value, Refusal>(
    schema: Schema,
    verb: Verb<PlayerContext, z.output<Schema>, Value, Refusal>,
  ) =>
    adapt(schema, verb, async ({ requestId, origin }, account) => {
      const found = await session();
      if (found?.kind !== "player") return refuse({ code: "signed_out" });
      const { id: playerId, sessionId, currency } = found;
      if (typeof account === "string" && account !== playerId) return refuse({ code: "other_account" });
      return {
        ok: true,
        value: {
          context: { clock: systemClock, requestId, origin, playerId, sessionId, currency },
          subject: `player:${playerId}`,
        },
      };
    }),

  /** Only staff whose role has the permission. */
  staffAction: <Schema extends z.ZodType, Value, Refusal>(
    permission: Permission,
    schema: Schema,
    verb: Verb<StaffContext, z.output<Schema>, Value, Refusal>,
  ) =>
    adapt(schema, verb, async ({ requestId, origin }) => {
      const found = await session();
      if (!found) return refuse({ code: "signed_out" });
      if (found.kind !== "staff" || !may(found as Extract<Session, { kind: "staff" }>, permission))
        return refuse({ code: "forbidden", permission });
      const { id: staffId, sessionId } = found;
      return {
        ok: true,
        value: {
          context: { clock: systemClock, requestId, origin, staffId, sessionId },
          subject: `staff:${staffId}`,
        },
      };
    }),
});
