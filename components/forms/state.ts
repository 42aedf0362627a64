import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";

/** A question who it is, worded, with what was wrong with the last answer. */
export type StepUpAsked = {
  title: string;
  error: string | null;
  /** Something to type: its kind, and what it is called. */
  typed: { kind: "totp" | "recovery" | "password"; label: string } | null;
  /** What the browser asks a passkey for, and what the button says. */
  passkey: { options: PublicKeyCredentialRequestOptionsJSON; label: string; failed: string } | null;
};

/** What a form shows after it was sent: worded on the server, so that it also works before any script has loaded. */
export type FormState = {
  /** What was sent, to fill the fields again. Never passwords. */
  values: Record<string, string>;
  /** Wrong fields by name, worded. */
  errors: Record<string, string>;
  /** What is wrong with the whole, worded. */
  error: string | null;
  /** What was done, worded. */
  done: string | null;
  /** Asks who it is once more before this is done. */
  stepUp: StepUpAsked | null;
  /** Work for the browser before it may send this again. */
  challenge: string | null;
  /** Grows with every answer, so that the page notices the same answer twice. */
  answer: number;
};

/** The field of a form that carries the answer to the question who it is. */
export const STEP_UP_FIELD = "stepUp";
/** The same for the answer of a passkey. */
export const STEP_UP_PASSKEY_FIELD = "stepUp.passkey";

export const EMPTY_FORM: FormState = {
  values: {},
  errors: {},
  error: null,
  done: null,
  stepUp: null,
  challenge: null,
  answer: 0,
};
