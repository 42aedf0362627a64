import type { RateRefusal } from "#lib/platform/schema.ts";

export type WeakPassword = "common" | "personal" | "repetitive";

/** One fault in a registration. Each names its field, so that all are shown at once. */
export type RegistrationFault =
  | { code: "field_invalid"; field: string }
  /** Stated openly: a person who forgot the account must learn of it; the rate limit prevents harvesting. */
  | { code: "email_taken" }
  /** The person is kept out by another account. Says no more: whoever knows a name and a birthday must not learn who excluded themselves. */
  | { code: "not_accepted" }
  | { code: "under_age"; minimumAge: number }
  | { code: "birth_date_invalid" }
  | { code: "country_not_served"; country: string }
  /** The register of the country's excluded people names the person. */
  | { code: "excluded_by_register" }
  /** It cannot be asked now. */
  | { code: "register_unavailable" }
  | { code: "currency_not_offered"; currency: string }
  | { code: "password_weak"; reason: WeakPassword };

export type RegisterRefusal = { code: "registration_refused"; faults: RegistrationFault[] } | RateRefusal;

export type DatePart = "day" | "month" | "year";

/** What is wrong with a typed date; `part` is the field to correct, or null for all of them. */
export type BirthDateFault =
  | { code: "missing"; part: DatePart | null }
  | { code: "wrong"; part: DatePart }
  | { code: "no_such_day"; part: "day" };

/** Many guess at this account: the browser does some work before it may try. */
export type ChallengeRefusal = { code: "challenge_required"; challenge: string };

export type SignInRefusal =
  /** The register of excluded people cannot be asked now. */
  | { code: "register_unavailable" }
  | { code: "wrong_credentials" }
  | { code: "account_closed" }
  /** A sign-in was reported as somebody else's: a new password unlocks the account. */
  | { code: "account_locked" }
  | ChallengeRefusal
  | RateRefusal;

/** The password was right, and the account asks for more. */
export type SecondFactorAsked = { code: "second_factor_required" };

export type SecondFactorRefusal =
  | { code: "wrong_answer" }
  /** The attempt is over: it took too long, had too many tries, or there was none. */
  | { code: "sign_in_again" }
  /** The register of excluded people cannot be asked now. The attempt is over by that. */
  | { code: "register_unavailable" }
  | RateRefusal;

export type PasswordRefusal =
  | { code: "wrong_password" }
  | { code: "password_weak"; reason: WeakPassword }
  | RateRefusal;

export type StepUpRefusal = { code: "wrong_answer" } | RateRefusal;

export type SessionRefusal = { code: "unknown_session" };

/** A link of a mail that is unknown, was used, or is too old. */
export type LinkRefusal = { code: "link_invalid" };

export type ResetPasswordRefusal =
  | LinkRefusal
  | { code: "password_weak"; reason: WeakPassword }
  | RateRefusal;

export type ChangeEmailRefusal =
  | { code: "email_taken" }
  /** The address was changed some hours ago. */
  | { code: "email_changed_recently" }
  /** An account of the demo: its address is public. */
  | { code: "demo_account" };

/** What a register of excluded people keeps a player from. */
export type ExclusionRegisterRefusal =
  /** It cannot be asked now: nobody is let in unchecked. */
  | { code: "register_unavailable" }
  /** It cannot tell the player apart without a name and a postcode. */
  | { code: "register_details_missing" };
