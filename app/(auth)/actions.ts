"use server";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { FormState } from "#components/forms/state.ts";
import { accept, never, type Result } from "#lib/core/result.ts";
import { formFields } from "#lib/platform/commands/action.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { safePath } from "#lib/platform/http/origin.ts";
import { type AccountKind, birthDateOf, type RegisterFields, registerPlayer } from "#lib/players/index.ts";
import {
  type BirthDateFault,
  type DatePart,
  type RegisterRefusal,
  type RegistrationFault,
  SignInInput,
  type SignInRefusal,
} from "#lib/players/schema.ts";
import { publicAction } from "../action.ts";
import { endSession, signInByPassword } from "../auth/sign-in.ts";
import { formState, type Worded } from "../form.ts";
import { preferences } from "../preferences.ts";

const signIn = publicAction(
  SignInInput,
  async (_ctx: PublicContext, input: SignInInput): Promise<Result<AccountKind, SignInRefusal>> => {
    const signedIn = await signInByPassword(input);
    return signedIn.ok ? accept(signedIn.value.kind) : signedIn;
  },
);

/** Signs in and goes back to where the visitor was; staff who came from nowhere go to their desk. */
export async function signInForm(previous: FormState, form: FormData): Promise<FormState> {
  const result = await signIn(form);
  if (result.ok) redirect(safePath(form.get("next"), result.value === "staff" ? "/admin" : "/") as Route);
  const t = await getTranslations("auth");
  return formState(previous, form, result, {
    field: (name) => t(name === "password" ? "signIn.passwordMissing" : "field.email"),
    refusal: (refusal) => ({
      text: t(`refusal.${refusal.code}`),
    }),
  });
}

/** What the visitor chose on this device before there was an account. */
const deviceSettings = async () => {
  const { theme, timeZone, oddsFormat } = await preferences();
  return { theme, timeZone, oddsFormat };
};

const register = publicAction(
  z.record(z.string(), z.unknown()),
  async (ctx: PublicContext, fields: RegisterFields): Promise<Result<null, RegisterRefusal>> => {
    const registered = await registerPlayer(ctx, fields);
    if (!registered.ok) return registered;
    const signedIn = await signInByPassword(SignInInput.parse(fields));
    if (!signedIn.ok) redirect("/sign-in");
    return accept(null);
  },
);

const writtenBirthDate = (form: FormData): Result<string, BirthDateFault> => {
  const box = (part: DatePart): string => String(form.get(`birthDate.${part}`) ?? "");
  return birthDateOf({ day: box("day"), month: box("month"), year: box("year") });
};

/** Opens an account, signs in with it and goes back to where the visitor was. */
export async function registerForm(previous: FormState, form: FormData): Promise<FormState> {
  const settings = await deviceSettings();
  const birth = writtenBirthDate(form);
  const birthDate = birth.ok ? birth.value : "";
  const result = await register({ ...formFields(form), birthDate, settings });
  if (result.ok) redirect(safePath(form.get("next")) as Route);
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
      case "under_age":
        return { field: "birthDate", text: t("refusal.under_age", { age: fault.minimumAge }) };
      case "birth_date_invalid":
        return { field: "birthDate.year", text: t("refusal.birth_date_invalid") };
      case "country_not_served":
        return { field: "country", text: t("refusal.country_not_served") };
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
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await endSession();
  redirect("/" as Route);
}
