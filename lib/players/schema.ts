import { z } from "zod";
import { CURRENCY_CODES, type Currency, currencyRow, decimalsOf, parseMinor } from "#lib/core/money.ts";
import { ODDS_CHOICES } from "#lib/core/odds-choice.ts";
import { LOCALES, ODDS_FORMATS, THEMES } from "#lib/core/settings.ts";
import { idText, nameText, plainText, rawText, uuidText } from "#lib/platform/commands/input.ts";
import type { StaffRole } from "#lib/platform/permission.ts";
import { PersonFields } from "./person/schema.ts";

export * from "./care/schema.ts";
export {
  type EligibilityRefusal,
  gateRefusal,
  PLAY_STOPS,
  type PlayStop,
  type Unverified,
} from "./eligibility/gates.ts";
export type * from "./errors.ts";
export {
  BLOCK_REASONS,
  type BlockPlayerInput,
  type BlockReason,
  type BlockRefusal,
  EXCLUSION_KINDS,
  type ExclusionRecord,
  type ExclusionTerms,
  type ExclusionView,
  LIFT_REASONS,
  type LiftBlockInput,
  type LiftReason,
  type LiftRefusal,
} from "./exclusion/schema.ts";
export {
  RESET_PROOFS,
  ResetFactorsInput,
  type ResetFactorsRefusal,
  type ResetProof,
} from "./factors/schema.ts";
export * from "./identity/schema.ts";
export * from "./limits/schema.ts";
export { asksPostcode, type Person, PersonInput, type PersonRefusal } from "./person/schema.ts";
export type { PlayView } from "./play/schema.ts";
export * from "./registers/schema.ts";
export * from "./tokens/schema.ts";

export const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 128;

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

const Password = rawText(PASSWORD_LENGTH_MAX);
const NewPassword = Password.min(PASSWORD_LENGTH_MIN);

/** An accepted check box: what a form sends for it, or true. */
const Accepted = z
  .union([z.literal(true), z.literal("on"), z.literal("true")])
  .transform(() => true as const);

export const RegisterInput = z.object({
  email: Email,
  password: NewPassword,
  /** Seen by staff, and by anyone the player shows it to. */
  displayName: nameText(2, 40),
  ...PersonFields,
  /** The calendar date, YYYY-MM-DD. */
  birthDate: z.iso.date(),
  /** ISO 3166-1 alpha-2, upper case. */
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.enum(CURRENCY_CODES),
  acceptTerms: Accepted,
  /** What the visitor had chosen on this device before. */
  settings: z.lazy(() => SettingsInput).default({}),
});
export type RegisterInput = z.output<typeof RegisterInput>;

/** Any field may be missing or unreadable: the answer names everything that is wrong at once. */
export const RegistrationApplication = z
  .object(
    Object.fromEntries(
      Object.keys(RegisterInput.shape).map((name) => [name, z.unknown()] as const),
    ) as Record<keyof RegisterInput, z.ZodUnknown>,
  )
  .partial();

export const SignInInput = z.object({
  email: Email,
  password: Password.min(1),
  /** The work that a `challenge_required` asks for. */
  proof: z
    .string()
    .max(400)
    .regex(/^[\x21-\x7e]*$/)
    .optional(),
});
export type SignInInput = z.output<typeof SignInInput>;

export const ChangePasswordInput = z.object({
  current: Password.min(1),
  password: NewPassword,
});
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>;

/** A fresh proof of who it is: the kind of factor, and the answer to it. */
export const StepUpInput = z.object({ factor: idText(40), answer: rawText(8_192).min(1) });
export type StepUpInput = z.output<typeof StepUpInput>;

/** A link that was sent to a player. */
export const LinkInput = z.object({ token: idText(400) });
/** What a link that was sent by mail carries. */
const LinkToken = z.string().regex(/^[\w-]{43}$/);
export const MailLinkInput = z.object({ token: LinkToken });

export const AskResetInput = z.object({ email: Email });

export const ResetPasswordInput = z.object({ token: LinkToken, password: NewPassword });
export type ResetPasswordInput = z.output<typeof ResetPasswordInput>;

export const ChangeEmailInput = z.object({ email: Email });
export type ChangeEmailInput = z.output<typeof ChangeEmailInput>;

/** A code of an authenticator app or a recovery code, as people write it. */
const FactorCode = plainText(64).min(1);
export const FactorCodeInput = z.object({ code: FactorCode });

/** What `navigator.credentials` returned, as JSON: plain ASCII, for what it holds is base64url. */
const PasskeyResponse = z
  .string()
  .max(8_192)
  .regex(/^[\x20-\x7e]+$/);

/** The second step of a sign-in: a code, or the answer of a passkey. */
export const SecondFactorInput = z
  .object({ code: FactorCode.optional(), passkey: PasskeyResponse.optional() })
  .refine(({ code, passkey }) => code ?? passkey, { path: ["code"] });
export type SecondFactorAnswer = z.output<typeof SecondFactorInput>;

export const PasskeySignInInput = z.object({ passkey: PasskeyResponse });

const PasskeyName = plainText(60).min(1);
export const AddPasskeyInput = z.object({ response: PasskeyResponse });
export const PasskeyInput = z.object({ passkeyId: uuidText() });
export const RenamePasskeyInput = PasskeyInput.extend({ name: PasskeyName });

/** An issuer of the site, by its id in the configuration. */
export const IssuerInput = z.object({ issuerId: idText(31) });

export const SessionInput = z.object({ sessionId: uuidText() });

export const QUICK_STAKES_COUNT = 4;

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const TimeZone = z.string().max(64).refine(isTimeZone, "time_zone");

/** Plain decimal text, "12.50"; the command checks it against the player's currency. */
const StakeText = z
  .string()
  .trim()
  .regex(/^\d{1,9}([.,]\d{1,8})?$/)
  .transform((text) => text.replace(",", "."));

export const SettingsInput = z.object({
  oddsFormat: z.enum(ODDS_FORMATS).optional(),
  oddsChoice: z.enum(ODDS_CHOICES).optional(),
  theme: z.enum(THEMES).optional(),
  timeZone: TimeZone.optional(),
  locale: z.enum(LOCALES).optional(),
  quickStakes: z.array(StakeText).length(QUICK_STAKES_COUNT).optional(),
});
export type SettingsInput = z.output<typeof SettingsInput>;

/** What a visitor may choose too. */
export const DisplayInput = SettingsInput.pick({ theme: true, oddsFormat: true });
export type DisplayInput = z.output<typeof DisplayInput>;

export type SettingsRefusal = { code: "quick_stake_invalid"; index: number };

/** A player's settings, the same on all devices. A stored value that no longer passes falls back to the default. */
const PlayerSettingsOf = (currency: Currency) =>
  z.object({
    oddsFormat: z.enum(ODDS_FORMATS).catch("decimal"),
    oddsChoice: z.enum(ODDS_CHOICES).catch("higher"),
    theme: z.enum(THEMES).catch("dark"),
    timeZone: TimeZone.catch("UTC"),
    locale: z.enum(LOCALES).catch("en"),
    /** Minutes between two reality checks, 0 for none; null for what the country says. */
    realityCheckMinutes: z.number().int().nullable().catch(null),
    quickStakes: z
      .array(StakeText)
      .length(QUICK_STAKES_COUNT)
      .catch([...currencyRow(currency).quickStakes]),
  });
export type PlayerSettings = z.output<ReturnType<typeof PlayerSettingsOf>>;

// A schema is compiled at its first parse, so there is one per currency instead of one per read.
const settingsSchemas = new Map<Currency, ReturnType<typeof PlayerSettingsOf>>();

const settingsSchema = (currency: Currency): ReturnType<typeof PlayerSettingsOf> => {
  const made = settingsSchemas.get(currency) ?? PlayerSettingsOf(currency);
  settingsSchemas.set(currency, made);
  return made;
};

export const readSettings = (stored: unknown, currency: Currency): PlayerSettings =>
  settingsSchema(currency).parse(stored ?? {});

/** The first quick stake that is not an amount above zero in this currency, or -1. */
export const wrongQuickStake = (stakes: readonly string[], currency: Currency): number =>
  stakes.findIndex((text) => (parseMinor(text, currency) ?? 0n) <= 0n);

/** The step of an amount field: "0.01", "1". */
export const amountStep = (currency: Currency): string =>
  decimalsOf(currency) === 0 ? "1" : `0.${"1".padStart(decimalsOf(currency), "0")}`;

export const PLAYER_STATUS = ["active", "suspended", "closed"] as const;
export type PlayerStatus = (typeof PLAYER_STATUS)[number];

type Session = {
  sessionId: string;
  id: string;
  email: string;
  displayName: string;
  signedInAt: Date;
  /** Who it is was proved within the last minutes. */
  fresh: boolean;
  /** The cookie should get another token. */
  rotationDue: boolean;
};

/** A player who is signed in. `id` is the player's. */
export type SignedInPlayer = Session & {
  kind: "player";
  status: PlayerStatus;
  /** Set while the player is excluded; `until` is null without an end. */
  exclusion: { until: Date | null } | null;
  country: string;
  currency: Currency;
  settings: PlayerSettings;
  /** Whether the player has shown that mail to the address arrives. */
  emailVerified: boolean;
};

/** A member of staff who is signed in. `id` is that of the staff account. */
export type SignedInStaff = Session & {
  kind: "staff";
  roles: readonly StaffRole[];
  /** The account has no second factor yet: it may set one up, and has no role until then. */
  settingUp: boolean;
};

/** Who is signed in, as pages and commands need it. Read from the database for every request. */
export type SignedIn = SignedInPlayer | SignedInStaff;

export type ProfileView = {
  email: string;
  displayName: string;
  birthDate: string;
  country: string;
  currency: Currency;
  memberSince: Date;
};

export type SessionView = {
  id: string;
  current: boolean;
  browser: string | null;
  system: string | null;
  ip: string | null;
  /** Where it was opened, where that is known. */
  country: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};
