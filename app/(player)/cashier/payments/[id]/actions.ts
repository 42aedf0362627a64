"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { cashierCommands } from "#lib/cashier/index.ts";
import { formAction } from "../../../../form.ts";

export const sendInformationForm = formAction(cashierCommands.sendInformationCommand, async () => {
  const t = await getTranslations("cashier.payment.information.refusal");
  revalidatePath("/cashier/payments/[id]", "page");
  return {
    field: () => t("nothing_asked"),
    refusal: ({ code }) => ({ text: t(code) }),
  };
});
