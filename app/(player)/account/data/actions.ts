"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { processCommands as commands } from "#lib/processes/index.ts";
import { formAction } from "../../../form.ts";

export const exportDataForm = formAction(commands.exportData, async () => {
  const t = await getTranslations("personalData.copy");
  revalidatePath("/account/data");
  return {
    field: () => t("refusal.not_available"),
    refusal: ({ code }) => ({ text: t(`refusal.${code}`) }),
    done: () => t("requested"),
  };
});

/** Asks who it is, where that is not fresh, and goes on to the file. */
export const openExportForm = formAction(commands.openExportQuery, async (result, form) => {
  const format = form.get("format") === "pdf" ? "pdf" : "json";
  if (result.ok) redirect(`/account/data/${String(form.get("exportId"))}?format=${format}`);
  const t = await getTranslations("personalData.copy");
  return {
    field: () => t("refusal.unknown_export"),
    refusal: ({ code }) => ({ text: t(`refusal.${code}`) }),
  };
});
