"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { playerCommands } from "#lib/players/index.ts";
import { formAction } from "../../form.ts";

export const staffPasswordForm = formAction(playerCommands.changeStaffPasswordCommand, async (result) => {
  const t = await getTranslations();
  if (result.ok) revalidatePath("/admin/account");
  return {
    field: (name) => t(name === "current" ? "account.password.currentMissing" : "auth.field.password"),
    refusal: (refusal) =>
      refusal.code === "wrong_password"
        ? { field: "current", text: t("account.password.wrong") }
        : { field: "password", text: t(`auth.weak.${refusal.reason}`) },
    done: ({ sessionsEnded }) => t("account.password.changed", { count: sessionsEnded }),
  };
});

export const revokeOtherStaffSessionsForm = formAction(playerCommands.revokeOtherStaffSessions, async () => {
  const t = await getTranslations("account.devices");
  revalidatePath("/admin/account");
  return {
    field: () => t("unknown"),
    refusal: () => ({ text: t("unknown") }),
    done: ({ ended }) => t("ended", { count: ended }),
  };
});
