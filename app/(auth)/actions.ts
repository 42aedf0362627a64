"use server";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { FormState } from "#components/forms/state.ts";
import { never, type Result } from "#lib/core/result.ts";
import { formFields } from "#lib/platform/commands/action.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { birthDateOf, issuerById, playerCommands } from "#lib/players/index.ts";
import {
  type BirthDateFault,
  type DatePart,
  type RegisterRefusal,
  type RegistrationFault,
  SignInInput,
} from "#lib/players/schema.ts";
import { serverAction } from "../action.ts";
import { linking, registering } from "../auth/oidc.ts";
import { registerByIdentity as registerByIdentityCommand } from "../auth/register-by-identity.ts";
import {
  endSession,
  finishSignIn,
  issuerAddress,
  signIn,
  signInByPasskey,
  signInByPassword,
  signInByRegistration,
} from "../auth/sign-in.ts";
import { formAction, formArguments, formState, type Worded } from "../form.ts";
import { preferences } from "../preferences.ts";

/** Signs in and returns to the previous page; staff without one go to the back office. */
export const signInForm = formAction(signIn, async (result, form) => {
  if (result.ok) return goOn(result.value, form);
  if (result.refusal.code === "second_factor_required") {
    const next = safePath(form.get("next"), "");
    redirect(`/sign-in/second-factor${next && `?next=${encodeURIComponent(next)}`}` as Route);
  }
  const t = await getTranslations("auth");
  const challenge: string | null =
    result.refusal.code === "challenge_required" ? result.refusal.challenge : null;
  return {
    extra: { challenge },
    field: (name) => t(name === "password" ? "signIn.passwordMissing" : "field.email"),
    refusal: (refusal) => ({ text: t(`refusal.${refusal.code}`) }),
  };
});

const goOn = (kind: "player" | "staff", form: FormData): never =>
  redirect(safePath(form.get("next"), kind === "staff" ? "/admin" : "/") as Route);

/** The second step: goes on to where the first one was on the way to. */
export const secondFactorForm = formAction(
  finishSignIn,
  async (result, form) => {
    if (result.ok) goOn(result.value, form);
    const t = await getTranslations("auth");
    return {
      field: () => t("secondFactor.codeMissing"),
      refusal: ({ code }) => {
        if (code === "register_unavailable") return { text: t(`refusal.${code}`) };
        if (code !== "wrong_answer") return { text: t("secondFactor.again") };
        return form.has("passkey")
          ? { text: t("secondFactor.wrongPasskey") }
          : { field: "code", text: t("secondFactor.wrong") };
      },
    };
  },
  async (form) => {
    // The form has both fields, and one of them is empty.
    if (form.get("passkey")) form.delete("code");
    else form.delete("passkey");
  },
);

/** Signs in with a passkey alone. */
export const passkeySignInForm = formAction(
  signInByPasskey,
  async (result, form) => {
    if (result.ok) goOn(result.value, form);
    const t = await getTranslations("auth");
    return {
      field: () => t("passkey.failed"),
      refusal: ({ code }) => ({
        text: t(code === "wrong_credentials" ? "passkey.refused" : `refusal.${code}`),
      }),
    };
  },
  async (form) => {
    // By the button, or from the browser's suggestions.
    const asked = form.get("passkeyAsked");
    if (asked) form.set("passkey", asked);
  },
);

/** What the browser asks a passkey for, to sign in; null where it has asked too often. */
export async function passkeySignInChallenge() {
  const result = await serverAction(playerCommands.passkeySignInChallenge)({});
  return result.ok ? result.value : null;
}

/** What the visitor chose on this device before there was an account. */
const deviceSettings = async () => {
  const { theme, timeZone, oddsFormat } = await preferences();
  return { theme, timeZone, oddsFormat };
};

/** Locks the account whose sign-in was reported. */
export const reportSignInForm = formAction(playerCommands.reportSignInCommand, async () => {
  const t = await getTranslations("auth.reportSignIn");
  return {
    field: () => t("invalid"),
    refusal: () => ({ text: t("invalid") }),
    done: () => t("done"),
  };
});

const register = serverAction(playerCommands.register);

const writtenBirthDate = (form: FormData): Result<string, BirthDateFault> => {
  const box = (part: DatePart): string => String(form.get(`birthDate.${part}`) ?? "");
  return birthDateOf({ day: box("day"), month: box("month"), year: box("year") });
};

/** What is wrong with a registration, in words. */
const registrationState = async (
  previous: FormState,
  form: FormData,
  result: ActionResult<unknown, RegisterRefusal>,
  birth: Result<string, BirthDateFault>,
): Promise<FormState> => {
  const t = await getTranslations("auth");
  const worded = (fault: RegistrationFault): Worded => {
    switch (fault.code) {
      case "field_invalid": {
        const { field } = fault;
        if (field !== "birthDate" || birth.ok) return { field, text: t(`field.${field as "email"}`) };
        const { code, part } = birth.refusal;
        return {
          field: part ? `birthDate.${part}` : "birthDate",
          text: t(`birthDate.${code}`, { part: part ?? "all" }),
        };
      }
      case "email_taken":
        return { field: "email", text: t("refusal.email_taken") };
      case "not_accepted":
        return { text: t("refusal.not_accepted") };
      case "under_age":
        return { field: "birthDate", text: t("refusal.under_age", { age: fault.minimumAge }) };
      case "birth_date_invalid":
        return { field: "birthDate.year", text: t("refusal.birth_date_invalid") };
      case "country_not_served":
        return { field: "country", text: t("refusal.country_not_served") };
      case "excluded_by_register":
      case "register_unavailable":
        return { text: t(`refusal.${fault.code}`) };
      case "currency_not_offered":
        return { field: "currency", text: t("refusal.currency_not_offered", { currency: fault.currency }) };
      case "password_weak":
        return { field: "password", text: t(`weak.${fault.reason}`) };
      default:
        return never(fault);
    }
  };
  return formState(previous, form, result, {
    field: (name) => t(`field.${name as "email"}`),
    refusal: ({ faults }) => faults.map(worded),
  });
};

/** Opens an account, signs in with it and returns to the previous page. */
export async function registerForm(...sent: [previous: FormState, form: FormData]): Promise<FormState> {
  const [previous, form] = formArguments(...sent);
  const settings = await deviceSettings();
  const birth = writtenBirthDate(form);
  const birthDate = birth.ok ? birth.value : "";
  const result = await register({ ...formFields(form), birthDate, settings });
  if (result.ok) {
    const signedIn = await signInByPassword(SignInInput.parse(formFields(form)));
    redirect((signedIn.ok ? safePath(form.get("next")) : "/sign-in") as Route);
  }
  return registrationState(previous, form, result, birth);
}

const registerByIdentity = serverAction(registerByIdentityCommand);

/** Opens an account for the identity that its issuer has vouched for, and signs in with it. */
export async function completeRegistrationForm(
  ...sent: [previous: FormState, form: FormData]
): Promise<FormState> {
  const [previous, form] = formArguments(...sent);
  const begun = await registering.read();
  if (!begun) redirect("/register");
  const settings = await deviceSettings();
  const birth = writtenBirthDate(form);
  const birthDate = birth.ok ? birth.value : "";
  const result = await registerByIdentity({ ...formFields(form), birthDate, settings });
  if (result.ok) {
    const signedIn = await signInByRegistration();
    redirect((signedIn.ok ? safePath(begun.next) : "/sign-in") as Route);
  }
  return registrationState(previous, form, result, birth);
}

/** Sends the browser to an issuer, to sign in with an identity there. */
export async function continueWith(sent: FormData): Promise<void> {
  // Clients other than this site's pages send anything.
  const form = sent instanceof FormData ? sent : new FormData();
  const issuer = issuerById(String(form.get("issuerId")));
  await linking.clear();
  const to = issuer && (await issuerAddress(issuer.id, safePath(form.get("next"))));
  redirect((to ?? "/sign-in?error=identity") as Route);
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await endSession();
  redirect("/" as Route);
}
