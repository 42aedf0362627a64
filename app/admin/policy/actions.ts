"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { backofficeCommands } from "#lib/backoffice/index.ts";
import { formAction } from "../../form.ts";

export const exchangeRateForm = formAction(backofficeCommands.recordExchangeRate, async (result) => {
  const t = await getTranslations("admin.rates");
  if (result.ok) revalidatePath("/admin/policy");
  return {
    field: () => t("refusal.rate_invalid"),
    refusal: ({ code }) => ({
      field: code === "same_currency" ? "quote" : "rate",
      text: t(`refusal.${code}`),
    }),
    done: () => t("recorded"),
  };
});
