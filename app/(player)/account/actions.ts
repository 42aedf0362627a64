"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { notificationCommands } from "#lib/notifications/index.ts";
import { playerCommands as commands } from "#lib/players/index.ts";
import { keepOnDevice } from "../../device.ts";
import { formAction } from "../../form.ts";
import { plainAmount } from "../../money.ts";
import { currentPlayer } from "../../session.ts";

const readStakes = async (form: FormData): Promise<void> => {
  const currency = (await currentPlayer())?.currency ?? "EUR";
  const stakes = form.getAll("quickStakes[]");
  form.delete("quickStakes[]");
  for (const stake of stakes) form.append("quickStakes[]", await plainAmount(stake, currency));
};

export const settingsForm = formAction(
  commands.updateSettingsCommand,
  async (result) => {
    const t = await getTranslations("account.settings");
    if (result.ok) {
      await keepOnDevice(result.value);
      revalidatePath("/", "layout");
    }
    return {
      field: (name) => t(name === "quickStakes" ? "wrongStake" : "wrongChoice"),
      refusal: ({ index }) => ({ field: `quickStakes.${index}`, text: t("wrongStake") }),
      done: () => t("saved"),
    };
  },
  readStakes,
);

export const preferencesForm = formAction(notificationCommands.setPreferencesCommand, async (result) => {
  const t = await getTranslations("account.notifications");
  if (result.ok) revalidatePath("/account/notifications");
  return { field: () => t("wrong"), refusal: () => ({ text: t("wrong") }), done: () => t("saved") };
});

export const passwordForm = formAction(commands.changePasswordCommand, async (result) => {
  const t = await getTranslations();
  if (result.ok) revalidatePath("/account", "layout");
  return {
    field: (name) => t(name === "current" ? "account.password.currentMissing" : "auth.field.password"),
    refusal: (refusal) =>
      refusal.code === "wrong_password"
        ? { field: "current", text: t("account.password.wrong") }
        : { field: "password", text: t(`auth.weak.${refusal.reason}`) },
    done: ({ sessionsEnded }) => t("account.password.changed", { count: sessionsEnded }),
  };
});

export const changeEmailForm = formAction(commands.changeEmailCommand, async (_result, form) => {
  const t = await getTranslations();
  const email = String(form.get("email") ?? "");
  return {
    field: () => t("auth.field.email"),
    refusal: ({ code }) =>
      code === "email_taken"
        ? { field: "email", text: t("account.email.taken") }
        : { text: t(`account.email.${code}`) },
    done: () => t("account.email.sent", { email }),
  };
});

export const resendVerificationForm = formAction(commands.resendVerificationCommand, async () => {
  const t = await getTranslations("account.verify");
  return {
    field: () => t("verified"),
    refusal: () => ({ text: t("verified") }),
    done: () => t("sent"),
  };
});

export const revokeSessionForm = formAction(commands.revokeSessionCommand, async () => {
  const t = await getTranslations("account.devices");
  revalidatePath("/account/devices");
  return {
    field: () => t("unknown"),
    refusal: () => ({ text: t("unknown") }),
    done: () => t("ended", { count: 1 }),
  };
});

export const revokeOthersForm = formAction(commands.revokeOtherSessionsCommand, async () => {
  const t = await getTranslations("account.devices");
  revalidatePath("/account/devices");
  return {
    field: () => t("unknown"),
    refusal: () => ({ text: t("unknown") }),
    done: ({ ended }) => t("ended", { count: ended }),
  };
});
