import type pg from "pg";
import type { z } from "zod";
import { systemClock } from "#lib/core/clock.ts";
import { type Result, refuse } from "#lib/core/result.ts";
import { sqlStateOf } from "../database/db.ts";
import { transaction } from "../database/transaction.ts";
import { clientNetwork } from "../http/edge/address.ts";
import { type RateRule, takeLocalRate, takeRate } from "../http/rate-limit.ts";
import { log, withRequestId } from "../observability/log.ts";
import type { Permission } from "../permission.ts";
import type { ActionRefusal, InputIssue } from "../schema.ts";
import type { ApprovalAsked, ForApproval } from "./approval.ts";
import type { Context, Origin, PlayerActor, StaffActor } from "./context.ts";
import type {
  ActorKind,
  AnyCommand,
  AnyDefinition,
  AuditHead,
  Call,
  CallerOf,
  Change,
  Command,
  CommandDefinition,
  Outcome,
  QueryDefinition,
  TransactionKind,
} from "./define.ts";
import { earlierAnswer, type Keyed, keepAnswer } from "./idempotency.ts";

/** What this mechanism needs from the accounts module, which it does not import. */
export type Access<Session, Gate, GateRefusal> = {
  actor(session: Session): ({ kind: "player" } & PlayerActor) | ({ kind: "staff" } & StaffActor);
  may(session: Session, permission: Permission): boolean;
  /** Whether who holds the session was proved within the last minutes. */
  isFresh(session: Session): boolean;
  /** The factors by which that can be proved. */
  factors(session: Session): Promise<string[]>;
  /** Why this player may not pass the gate, read in the command's transaction if there is one; null if they may. */
  barred(playerId: string, gate: Gate, tx?: pg.PoolClient): Promise<GateRefusal | null>;
  /** Writes the audit row of a staff action under this session. */
  audit(sessionId: string, row: AuditHead & { action: string } & Change, tx: pg.PoolClient): Promise<void>;
  /** Keeps a command for a second person. */
  askApproval(actor: StaffActor, command: ForApproval): Promise<ApprovalAsked>;
};

type Caller = Partial<PlayerActor & StaffActor & Context & { origin: Origin }>;
type Answer = Outcome<unknown, { code: string }>;

// Enough for a person who clicks fast, too few for a script. More sessions do not raise an account's limit.
const FLOOD: RateRule = { name: "command", points: 60, durationSeconds: 10 };
/** Many people may sit behind one address. */
const FLOOD_BY_NETWORK: RateRule = { name: "command-network", points: 600, durationSeconds: 10 };

/** Raised by database functions that act for a session: it ended after the request was admitted. */
const SESSION_ENDED = "EV401";

const NOWHERE: Origin = { ip: "127.0.0.1", userAgent: "" };

const actorOf = ({ actor }: AnyDefinition, { staffId, playerId, sessionId, currency }: Caller) =>
  actor === "staff" ? { staffId, sessionId } : playerId ? { playerId, sessionId, currency } : null;

const issuesOf = (error: z.ZodError): InputIssue[] =>
  error.issues.map(({ path, code, message }) => ({
    path: path.map(String).join("."),
    code: code ?? "custom",
    message,
  }));

/** The idempotency key of the input, if the command takes one. */
const keyOf = (
  { name, idempotency }: AnyDefinition,
  { playerId, staffId }: Caller,
  input: unknown,
): Keyed | null => {
  const key = idempotency === "key" && (input as { idempotencyKey?: string }).idempotencyKey;
  const actorId = playerId ?? staffId;
  return key && actorId ? { actorId, key, command: name, input } : null;
};

const givenOf = (definition: AnyDefinition, caller: Caller, input: unknown) => ({
  input,
  actor: actorOf(definition, caller),
  clock: caller.clock ?? systemClock,
  requestId: caller.requestId ?? crypto.randomUUID(),
  origin: caller.origin ?? NOWHERE,
});

/** Input without what pages send beside it. */
const withoutAccount = (input: unknown): unknown => {
  if (typeof input !== "object" || input === null) return input;
  const { account: _, ...rest } = input as Record<string, unknown>;
  return rest;
};

/** Leaves the transaction with a refusal, so that it is rolled back. */
class Refused extends Error {
  readonly refusal: { code: string };
  constructor(refusal: { code: string }) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Makes `defineCommand` and `defineQuery` for accounts of this kind. What they return is the command itself; nothing is
 * registered and nothing runs.
 */
export const commandsFor = <Session, Gate extends string, GateRefusal extends { code: string }>(
  access: Access<Session, Gate, GateRefusal>,
) => {
  const barredAt = async ({ gate }: AnyDefinition, { playerId }: Caller, tx?: pg.PoolClient) =>
    gate ? access.barred(String(playerId), gate as Gate, tx) : null;

  /** A query, or a command with its own transactions. One with its own key checks the gate itself, after the key. */
  const alone = async (definition: AnyDefinition, given: object, caller: Caller): Promise<Answer> => {
    const barred = definition.idempotency === "own" ? null : await barredAt(definition, caller);
    return barred ? refuse(barred) : definition.run(given);
  };

  /** In a transaction: key, gate, run, audit row. Throws Refused. */
  const attempt = async (
    definition: AnyDefinition,
    given: object,
    caller: Caller,
    input: unknown,
    { tx, onCommit }: { tx: pg.PoolClient; onCommit: (after: () => unknown) => void },
  ): Promise<Answer> => {
    const keyed = keyOf(definition, caller, input);
    const earlier = keyed && (await earlierAnswer(keyed, tx));
    if (earlier) return earlier;
    const barred = await barredAt(definition, caller, tx);
    if (barred) throw new Refused(barred);
    const answer = await definition.run({ ...given, tx, onCommit });
    if (!answer.ok) throw new Refused(answer.refusal);
    if (typeof definition.audit === "function") {
      const head = definition.audit(input);
      const row = { ...head, action: head.action ?? definition.name, ...answer.change };
      await access.audit(String(caller.sessionId), row, tx);
    }
    if (keyed) await keepAnswer(keyed, answer.value, tx);
    return answer;
  };

  /** In one transaction of its own. A refusal rolls back. */
  const inTransaction = async (definition: AnyDefinition, given: object, caller: Caller, input: unknown) => {
    let afterCommit: (() => unknown)[] = [];
    const work = (tx: pg.PoolClient): Promise<Answer> => {
      afterCommit = [];
      const onCommit = (after: () => unknown): void => void afterCommit.push(after);
      return attempt(definition, given, caller, input, { tx, onCommit });
    };
    try {
      const answer = await transaction(work);
      for (const after of afterCommit)
        await Promise.resolve()
          .then(after)
          .catch((error) => log.warn({ err: error, command: definition.name }, "work after a commit failed"));
      return answer;
    } catch (error) {
      if (error instanceof Refused) return refuse(error.refusal);
      throw error;
    }
  };

  const perform = async (
    definition: AnyDefinition,
    caller: Caller,
    input: unknown,
  ): Promise<Result<unknown, { code: string }>> => {
    const given = givenOf(definition, caller, input);
    const answer =
      definition.kind === "query" || definition.transaction === "own"
        ? await alone(definition, given, caller)
        : await inTransaction(definition, given, caller, input);
    return answer.ok ? { ok: true, value: answer.value } : answer;
  };

  /** The caller, as the kind of actor that the definition wants, or the reason why not. */
  const admit = async (
    definition: AnyDefinition,
    account: unknown,
    read: () => Promise<unknown>,
  ): Promise<Result<Caller | null, ActionRefusal>> => {
    const session = (await read()) as Session | null;
    const actor = session && access.actor(session);
    if (definition.actor === "visitor") return { ok: true, value: actor?.kind === "player" ? actor : null };
    if (!session || !actor) return refuse({ code: "signed_out" });
    if (definition.actor === "player") {
      if (actor.kind !== "player") return refuse({ code: "signed_out" });
      return typeof account === "string" && account !== actor.playerId
        ? refuse({ code: "other_account" })
        : { ok: true, value: actor };
    }
    const permission = definition.permission as Permission;
    return actor.kind === "staff" && access.may(session, permission)
      ? { ok: true, value: actor }
      : refuse({ code: "forbidden", permission: permission.name });
  };

  const needsProof = async ({ stepUp }: AnyDefinition, read: () => Promise<unknown>) => {
    const session = stepUp ? ((await read()) as Session | null) : null;
    return session && !access.isFresh(session)
      ? refuse({ code: "step_up_required" as const, factors: await access.factors(session) })
      : null;
  };

  /** Keeps the command for a second person if its input needs one. */
  const needsSecondPerson = async (
    { name, fourEyes }: AnyDefinition,
    caller: Caller | null,
    call: Call,
    input: unknown,
  ) => {
    const actor = { staffId: String(caller?.staffId), sessionId: String(caller?.sessionId) };
    const head = fourEyes && (await fourEyes(input, actor));
    if (!head) return null;
    const asked = { command: name, input: withoutAccount(call.input) };
    const { subject, reason = null } = head;
    return refuse({
      code: "approval_required" as const,
      ...(await access.askApproval(actor, { ...asked, subject, reason })),
    });
  };

  const within: (definition: AnyDefinition) => AnyCommand["within"] =
    (definition) => async (given, actor, input) => {
      const parsed = definition.input.safeParse(input);
      if (!parsed.success) return refuse({ code: "invalid_input" });
      try {
        const prepared = givenOf(definition, actor, parsed.data);
        const answer = await attempt(definition, prepared, actor, parsed.data, given);
        return answer.ok ? { ok: true, value: answer.value } : answer;
      } catch (error) {
        if (error instanceof Refused) return refuse(error.refusal);
        throw error;
      }
    };

  const limit = async (
    definition: AnyDefinition,
    caller: Caller | null,
    ip: string,
  ): Promise<Result<null, ActionRefusal>> => {
    const network = clientNetwork(ip);
    const account = caller?.playerId ?? caller?.staffId;
    const flood = await takeLocalRate(FLOOD, account ? `account:${account}` : `network:${network}`);
    if (!flood.ok) return flood;
    const crowd = await takeLocalRate(FLOOD_BY_NETWORK, network);
    return crowd.ok && definition.rate ? takeRate(definition.rate, account ?? network) : crowd;
  };

  const execute = async (definition: AnyDefinition, call: Call, session: () => Promise<unknown>) => {
    if (!call.sameSite) return refuse({ code: "foreign_origin" as const });
    return withRequestId(call.requestId, async () => {
      try {
        const admitted = await admit(definition, call.account, session);
        if (!admitted.ok) return admitted;
        const free = await limit(definition, admitted.value, call.origin.ip);
        if (!free.ok) return free;
        const unproved = call.proved ? null : await needsProof(definition, session);
        if (unproved) return unproved;
        const parsed = definition.input.safeParse(call.input);
        if (!parsed.success)
          return refuse({ code: "invalid_input" as const, issues: issuesOf(parsed.error) });
        const waits = await needsSecondPerson(definition, admitted.value, call, parsed.data);
        if (waits) return waits;
        const { requestId, origin } = call;
        return await perform(definition, { ...admitted.value, requestId, origin }, parsed.data);
      } catch (error) {
        call.rethrow?.(error);
        if (sqlStateOf(error) === SESSION_ENDED) return refuse({ code: "signed_out" as const });
        log.error({ err: error, command: definition.name }, "a command failed");
        return refuse({ code: "fault" as const, reference: call.requestId });
      }
    });
  };

  const commandOf = (definition: AnyDefinition): AnyCommand =>
    Object.assign((caller: Caller, input: unknown) => perform(definition, caller, input), {
      definition,
      within: within(definition),
      execute: (call: Call, session: () => Promise<unknown>) => execute(definition, call, session),
    });

  /**
   * Defines a command: who may run it, what it takes, what it may refuse, what it does. Its server action, its
   * address under /api/v1/commands, rate limits, audit row and API document follow from it.
   */
  const defineCommand = <
    Kind extends ActorKind,
    Input extends z.ZodType,
    Value,
    Refusal extends { code: string } = never,
    Tx extends TransactionKind = "one",
    G extends Gate | null = null,
  >(
    definition: CommandDefinition<Kind, Tx, Gate, Input, Value, Refusal> & { gate?: G },
  ) =>
    commandOf({ kind: "command", ...definition } as unknown as AnyDefinition) as Command<
      Input,
      CallerOf<Kind>,
      Value,
      Refusal | (G extends null ? never : GateRefusal)
    >;

  /** Defines a read with input and authorisation that changes nothing. */
  const defineQuery = <
    Kind extends Exclude<ActorKind, "visitor">,
    Input extends z.ZodType,
    Value,
    Refusal extends { code: string } = never,
  >(
    definition: QueryDefinition<Kind, Input, Value, Refusal>,
  ) =>
    commandOf({ kind: "query", ...definition } as unknown as AnyDefinition) as Command<
      Input,
      CallerOf<Kind>,
      Value,
      Refusal
    >;

  return { defineCommand, defineQuery };
};
