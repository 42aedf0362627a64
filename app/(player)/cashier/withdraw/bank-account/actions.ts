"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { cashierCommands } from "#lib/cashier/index.ts";
import { formAction } from "../../../../form.ts";

export const bankAccountForm = formAction(cashierCommands.registerBankAccount, async (result) => {
  const t = await getTranslations("bank.account");
  if (result.ok) revalidatePath("/cashier/withdraw", "layout");
  return {
    field: () => t("refusal.iban_invalid"),
    refusal: ({ code }) =>
      code === "iban_invalid" || code === "country_not_reachable" || code === "account_blocked"
        ? { field: "iban", text: t(`refusal.${code}`) }
        : { text: t(`refusal.${code}`) },
    done: ({ last4, checked }) => t(checked ? "done" : "doneUnchecked", { last4 }),
  };
});
