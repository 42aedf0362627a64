"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { cashierCommands as commands } from "#lib/cashier/index.ts";
import { formAction } from "../../../form.ts";

export const releaseTransferForm = formAction(commands.releaseTransferCommand, async (result) => {
  const t = await getTranslations("admin.chain");
  if (result.ok) revalidatePath("/admin/payments/chain");
  return {
    field: () => t("reasonShort"),
    refusal: () => ({ text: t("notInReview") }),
    done: () => t("released"),
  };
});

export const returnTransferForm = formAction(commands.returnTransferCommand, async (result) => {
  const t = await getTranslations("admin.chain");
  if (result.ok) revalidatePath("/admin/payments/chain");
  return {
    field: () => t("reasonShort"),
    refusal: () => ({ text: t("notInReview") }),
    done: () => t("returned"),
  };
});
