import type pg from "pg";
import type { z } from "zod";
import type { Result } from "#lib/core/result.ts";
import type { RateRule } from "../http/rate-limit.ts";
import type { Permission } from "../permission.ts";
import type { ActionRefusal, ActionResult } from "../schema.ts";
import type { Context, Origin, PlayerActor, StaffActor } from "./context.ts";

/** What a command changed, for the audit row: the relevant state before and after, and its subject where the input could not name it yet. */
export type Change = { before?: unknown; after?: unknown; subject?: string };

/** What `run` returns: a value, with what changed if staff acted, or a refusal. Faults are thrown. */
export type Outcome<Value, Refusal> =
  | { ok: true; value: Value; change?: Change }
  | { ok: false; refusal: Refusal };

/** Accepts, and reports what changed. */
export const changed = <Value>(value: Value, change: Change) => ({ ok: true as const, value, change });

/** The HTTP status of a refusal. 409: the current state does not allow it. 422: the input makes no sense here. */
export type RefusalStatus = 401 | 403 | 404 | 409 | 410 | 422 | 429 | 503;

/** A status for each refusal of a closed union: one that is missing, or an open `string`, does not compile. */
type Statuses<Refusal extends { code: string }> = string extends Refusal["code"]
  ? never
  : { [Code in Exclude<Refusal["code"], ActionRefusal["code"]>]: RefusalStatus };

/** The audit row of a staff command, except for what the outcome adds: who, what changed, and the request. */
export type AuditHead = {
  /** The command's name, unless one command performs several actions. */
  action?: string;
  /** What it was done to: "market:…", "bet:…", "player:…". */
  subject: string;
  reason?: string | null;
};

type Described<Input extends z.ZodType, Refusal extends { code: string }> = {
  /** "area.command", unique: its address, its action in the audit trail, its name in logs. */
  name: `${string}.${string}`;
  /** One sentence for the API document. */
  summary: string;
  input: Input;
  refusals: Statuses<Refusal>;
  /** Needs a fresh proof of who it is: without one it is refused as `step_up_required`, and repeated after it. */
  stepUp?: true;
  /**
   * Whether an API token may call it. By default all but what visitors do, what needs a fresh proof, and what is about who holds
   * the account (`mayUseToken`).
   */
  byToken?: boolean;
  /**
   * The command's own rate limit by player or address, shared by all processes. A general flood limit covers every
   * command.
   */
  rate?: RateRule;
};

type Given<Input extends z.ZodType, Actor> = Context & {
  input: z.output<Input>;
  actor: Actor;
  origin: Origin;
};

export type ActorKind = "visitor" | "player" | "staff";

/** Who may call it: a visitor may be signed in, and then acts as that player. */
export type ActorOf<Kind extends ActorKind> = Kind extends "staff"
  ? StaffActor
  : Kind extends "player"
    ? PlayerActor
    : PlayerActor | null;

/**
 * One transaction holds what `run` writes, the audit row and the idempotency key; a refusal rolls it back. A command
 * that cannot run in one, because it calls a provider or commits in batches, sets `transaction: "own"` and handles
 * these itself.
 */
type InTransaction = {
  tx: pg.PoolClient;
  /** Work for after the commit, such as announcing the change. A failure is logged and does not change the answer. */
  onCommit(work: () => unknown): void;
};
export type TransactionKind = "one" | "own";

/**
 * Who may call it. A player's command names the eligibility gate, or `null` if a session is enough. A staff command
 * names the permission that a role must grant, and `audit`: the row, written in the command's transaction, or the
 * name of what writes it, which is a database function or the commands that this one runs.
 */
type Rights<Kind extends ActorKind, Tx extends TransactionKind, Gate, Input> = Kind extends "staff"
  ? {
      permission: Permission;
      audit: { writtenBy: string } | (Tx extends "own" ? never : (input: Input) => AuditHead);
      /**
       * Whether a request with this input waits until a second person with the permission approves it (`lib/players/approvals`): the
       * head of what they see, or null where one person is enough. The command then runs as theirs, once.
       */
      fourEyes?: Tx extends "own" ? never : (input: Input, actor: StaffActor) => Promise<AuditHead | null>;
    }
  : Kind extends "player"
    ? { gate: Gate | null }
    : unknown;

export type CommandDefinition<
  Kind extends ActorKind,
  Tx extends TransactionKind,
  Gate,
  Input extends z.ZodType,
  Value,
  Refusal extends { code: string },
> = Described<Input, Refusal> & {
  actor: Kind;
  transaction?: Tx;
  /**
   * `key`: the input has an `idempotencyKey`; the same key and input get the same answer, and a different input is
   * refused as `idempotency_key_reused`. Without it the command must be harmless to repeat. `own`: `run` looks up the
   * key itself and checks the gate after that, so that a retry gets its answer.
   */
  idempotency?: Tx extends "own" ? "own" : "key";
  run(
    given: Given<Input, ActorOf<Kind>> & (Tx extends "own" ? unknown : InTransaction),
  ): Promise<Outcome<Value, Refusal>>;
} & Rights<Kind, Tx, Gate, z.output<Input>>;

/** Reads and changes nothing: no transaction, no audit row, no gate. */
export type QueryDefinition<
  Kind extends Exclude<ActorKind, "visitor">,
  Input extends z.ZodType,
  Value,
  Refusal extends { code: string },
> = Described<Input, Refusal> & {
  actor: Kind;
  run(given: Given<Input, ActorOf<Kind>>): Promise<Outcome<Value, Refusal>>;
} & (Kind extends "staff" ? { permission: Permission } : unknown);

/** The actor that a caller inside the platform provides. */
export type CallerOf<Kind extends ActorKind> = Kind extends "staff"
  ? StaffActor
  : Kind extends "player"
    ? PlayerActor
    : Partial<PlayerActor>;

/** Any definition, whatever its types. */
export type AnyDefinition = Omit<Described<z.ZodType, never>, "refusals"> & {
  kind: "command" | "query";
  actor: ActorKind;
  permission?: Permission;
  gate?: string | null;
  transaction?: "one" | "own";
  idempotency?: "key" | "own";
  audit?: ((input: unknown) => AuditHead) | { writtenBy: string };
  fourEyes?: (input: unknown, actor: StaffActor) => Promise<AuditHead | null>;
  refusals: Readonly<Record<string, RefusalStatus>>;
  run(given: unknown): Promise<Outcome<unknown, { code: string }>>;
};

/** A request for a command, as an adapter received it. */
export type Call = {
  /** JSON, or the fields of a form. */
  input: unknown;
  /** The account that the page was rendered for, if the page sent it. */
  account?: unknown;
  /** Whether a page of this site sent it, or a client that is not a browser carrying another site's cookies. */
  sameSite: boolean;
  origin: Origin;
  requestId: string;
  /** Its API token was allowed to do what else needs a fresh proof. */
  proved?: boolean;
  /** Rethrows what is not a fault but the adapter's own control flow, such as a redirect. */
  rethrow?: (error: unknown) => void;
};

/** A command as adapters see it. */
export type AnyCommand = {
  definition: AnyDefinition;
  /** Runs it in a transaction that is open already, for an actor whose rights were checked. A refusal leaves the transaction to be rolled back. */
  within(given: InTransaction, actor: StaffActor, input: unknown): Promise<Result<unknown, { code: string }>>;
  /** Handles a request: authorises, applies limits, parses, runs. A fault is logged and answered. */
  execute(call: Call, session: () => Promise<unknown>): Promise<ActionResult<unknown, { code: string }>>;
};

/**
 * A command: a function for callers inside the platform, who provide the actor and parsed input; its definition; and
 * `execute` for requests.
 */
export type Command<Input extends z.ZodType, Actor, Value, Refusal> = AnyCommand &
  ((
    caller: Actor & Partial<Context & { origin: Origin }>,
    input: z.output<Input>,
  ) => Promise<{ ok: true; value: Value } | { ok: false; refusal: Refusal }>);
