"use server";
import { getTranslations } from "next-intl/server";
import { playerCommands as commands } from "#lib/players/index.ts";
import { formAction } from "../form.ts";

export const askResetForm = formAction(commands.askResetCommand, async () => {
  const t = await getTranslations("auth");
  return {
    field: () => t("field.email"),
    refusal: () => ({ text: t("link.invalid") }),
    done: () => t("forgot.done"),
  };
});

export const resetPasswordForm = formAction(commands.resetPasswordCommand, async () => {
  const t = await getTranslations("auth");
  return {
    field: (name) => t(name === "password" ? "field.password" : "link.invalid"),
    refusal: (refusal) =>
      refusal.code === "password_weak"
        ? { field: "password", text: t(`weak.${refusal.reason}`) }
        : { text: t("link.invalid") },
    done: () => t("reset.done"),
  };
});

export const verifyEmailForm = formAction(commands.verifyEmailCommand, async () => {
  const t = await getTranslations("auth");
  return {
    field: () => t("link.invalid"),
    refusal: () => ({ text: t("link.invalid") }),
    done: () => t("confirm.email.done"),
  };
});

export const confirmNewEmailForm = formAction(commands.confirmNewEmailCommand, async () => {
  const t = await getTranslations("auth");
  return {
    field: () => t("link.invalid"),
    refusal: ({ code }) => ({ text: t(code === "email_taken" ? "confirm.taken" : "link.invalid") }),
    done: () => t("confirm.newEmail.done"),
  };
});

export const undoEmailChangeForm = formAction(commands.undoEmailChangeCommand, async () => {
  const t = await getTranslations("auth");
  return {
    field: () => t("link.invalid"),
    refusal: () => ({ text: t("link.invalid") }),
    done: () => t("confirm.undoEmail.done"),
  };
});
