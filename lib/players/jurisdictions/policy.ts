import type { Money } from "#lib/core/money.ts";

export const JURISDICTIONS = ["GB", "DE", "ES", "NL", "SE", "MT", "open"] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** National registers of people who excluded themselves from gambling. */
export type ExclusionRegister = "gamstop" | "oasis" | "rgiaj" | "cruks" | "spelpaus";

/** What is verified about a player: old enough, the person they say, living where they say. */
export const IDENTITY_LEVELS = ["age", "identity", "address"] as const;
export type IdentityLevel = (typeof IDENTITY_LEVELS)[number];

/** From the least to the most demanding: when a player's identity must have been verified. */
export const IDENTITY_DEADLINES = ["before_withdrawal", "before_play", "before_deposit"] as const;
export type IdentityDeadline = (typeof IDENTITY_DEADLINES)[number];

/** The most that a player may deposit. `null` is no ceiling by law. */
export type DepositCeiling = { day: Money | null; week: Money | null; month: Money | null };

/** An amount for everybody, and another one for players below an age. */
export type AmountByAge = { amount: Money; below?: { age: number; amount: Money } };

/**
 * What the law of one jurisdiction, or the operator where there is none, asks of us. Every rule is data: code asks the policy
 * and never the country.
 */
export type JurisdictionPolicy = {
  limits: {
    /** Limits that a player must have set before the first bet or game. */
    required: readonly ("deposit" | "loss" | "session")[];
    /** What a deposit limit counts: all deposits, or deposits less withdrawals. */
    depositCounts: "gross" | "net";
    /** How long a higher limit waits before the player can confirm it. */
    raiseCoolOffHours: number;
    /** Whether the waiting begins when the running period of the limit is over. */
    raiseWaitsForPeriod: boolean;
    ceiling: DepositCeiling;
    /** A monthly deposit limit above this takes a conversation with trained staff first. */
    contactAbove: AmountByAge | null;
    /** Whether players choose limits before the first deposit, or say that they want none. */
    promptBeforeDeposit: boolean;
  };
  realityCheck: {
    /** The longest interval that a player may choose. */
    maxMinutes: number;
    /** How long play stops after a check. */
    breakMinutes: number;
    /** Whether a player may switch it off. */
    mayDisable: boolean;
  };
  /** Whether pages show how long the session has lasted, and what it has won or lost. */
  session: { clock: boolean; netPosition: boolean };
  timeOut: { minHours: number; maxDays: number };
  selfExclusion: {
    /** The terms that are offered, in months; each is at least what the law asks for. */
    months: readonly number[];
    /** Whether a player may also exclude themselves with no end. */
    indefinite: boolean;
    register: ExclusionRegister | null;
  };
  identity: {
    /** What has to be verified. */
    levels: readonly IdentityLevel[];
    /** By when. */
    by: IdentityDeadline;
    /** What a player may do before. */
    unverified: {
      /** All deposits together, until then. */
      deposits: Money | null;
      /** Days since the account was opened, after which it can only be verified. */
      days: number | null;
    };
  };
  payments: {
    creditCards: boolean;
    /** Whether a player may cancel a withdrawal and play with the money. */
    cancelWithdrawal: boolean;
    /** Net deposits in thirty days from which the player's means are checked. */
    vulnerabilityCheckAbove: AmountByAge | null;
  };
  casino: {
    /** The shortest time between two spins of a slot. */
    slotSpinMinMs: number;
    /** The same of every other game. */
    gameMinMs: number;
    slotStakeMax: AmountByAge | null;
    autoplay: boolean;
    /** Whether two games may be open at a time. */
    parallelPlay: boolean;
  };
  marketing: {
    /** Whether consent is given for each product and channel, or once. */
    consent: "per_product_and_channel" | "once";
  };
  /** How long the law has us keep who a customer was, from the closure of the account on. */
  retentionYears: number;
  /** Whether players are reminded how their funds are protected if the operator fails. */
  fundsReminder: boolean;
};

/** A policy and the day from which it applies (YYYY-MM-DD, UTC). */
export type DatedPolicy = { validFrom: string; policy: JurisdictionPolicy };
