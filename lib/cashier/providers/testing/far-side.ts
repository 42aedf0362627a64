import type { DepositInput } from "../../schema.ts";
import type { ObjectState, PaymentProvider } from "../provider.ts";

/** What a test may do at the far side of a provider, which nobody can at a real one. */
export type FarSide = {
  provider: PaymentProvider;
  /** How a player pays with it. */
  input(): Partial<DepositInput>;
  /** Objects that are made from now on begin in this state, and send no message by themselves. */
  begin(state: ObjectState): void;
  /** Changes an object, without a message. */
  change(
    objectId: string,
    to: Partial<{ state: ObjectState; amount: bigint; currency: string; playerId: string }>,
  ): Promise<void>;
  /** An object that nobody here asked for. */
  foreign(amount: bigint): Promise<string>;
  /** Disputes of a payment, where the provider has them. */
  disputes?: {
    /** Opens one: an inquiry moves no money. Answers its name. */
    open(objectId: string, kind: "dispute" | "inquiry"): string;
    /** Decides one; an inquiry that is escalated becomes a dispute. */
    decide(id: string, how: "won" | "lost" | "escalate"): void;
    /** A refund that somebody makes at the provider, not we. Answers its name. */
    refund(objectId: string, amount: bigint): string;
    /** Takes such a refund back. */
    fail(id: string): void;
  };
  /** A message about an object, signed as the provider signs. */
  message(objectId: string, kind?: string): { body: Buffer; headers: Headers };
};
