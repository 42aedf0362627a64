"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { FormState } from "#components/forms/state.ts";
import { changePassword, revokeOtherSessions, revokeSession, updateSettings } from "#lib/players/index.ts";
import { ChangePasswordInput, SessionInput, SettingsInput } from "#lib/players/schema.ts";
import { playerAction } from "../../action.ts";
import { keepOnDevice } from "../../device.ts";
import { formState } from "../../form.ts";
import { plainAmount } from "../../money.ts";
import { currentPlayer } from "../../session.ts";

const update = playerAction(SettingsInput, updateSettings);

export async function settingsForm(previous: FormState, form: FormData): Promise<FormState> {
  const currency = (await currentPlayer())?.currency ?? "EUR";
  const stakes = form.getAll("quickStakes[]");
  form.delete("quickStakes[]");
  for (const stake of stakes) form.append("quickStakes[]", await plainAmount(stake, currency));
  const result = await update(form);
  const t = await getTranslations("account.settings");
  if (result.ok) {
    await keepOnDevice(result.value);
    revalidatePath("/", "layout");
  }
  return formState(previous, form, result, {
    field: (name) => t(name === "quickStakes" ? "wrongStake" : "wrongChoice"),
    refusal: ({ index }) => ({ field: `quickStakes.${index}`, text: t("wrongStake") }),
    done: () => t("saved"),
  });
}

const change = playerAction(ChangePasswordInput, changePassword);

export async function passwordForm(previous: FormState, form: FormData): Promise<FormState> {
  const result = await change(form);
  const t = await getTranslations();
  if (result.ok) revalidatePath("/account", "layout");
  return formState(previous, form, result, {
    field: (name) => t(name === "current" ? "account.password.currentMissing" : "auth.field.password"),
    refusal: (refusal) =>
      refusal.code === "wrong_password"
        ? { field: "current", text: t("account.password.wrong") }
        : { field: "password", text: t(`auth.weak.${refusal.reason}`) },
    done: ({ sessionsEnded }) => t("account.password.changed", { count: sessionsEnded }),
  });
}

const revoke = playerAction(SessionInput, revokeSession);

export async function revokeSessionForm(previous: FormState, form: FormData): Promise<FormState> {
  const result = await revoke(form);
  const t = await getTranslations("account.devices");
  revalidatePath("/account/devices");
  return formState(previous, form, result, {
    field: () => t("unknown"),
    refusal: () => ({ text: t("unknown") }),
    done: () => t("ended", { count: 1 }),
  });
}

const revokeOthers = playerAction(z.object({}), (ctx) => revokeOtherSessions(ctx));

export async function revokeOthersForm(previous: FormState, form: FormData): Promise<FormState> {
  const result = await revokeOthers(form);
  const t = await getTranslations("account.devices");
  revalidatePath("/account/devices");
  return formState(previous, form, result, {
    field: () => t("unknown"),
    refusal: () => ({ text: t("unknown") }),
    done: ({ ended }) => t("ended", { count: ended }),
  });
}
