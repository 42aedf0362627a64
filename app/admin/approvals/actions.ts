"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import type { Translate } from "#components/admin/names.ts";
import type { ApprovalRefusal } from "#lib/backoffice/schema.ts";
import { processCommands } from "#lib/processes/index.ts";
import { formAction } from "../../form.ts";

const texts = async () => {
  const t = (await getTranslations("admin")) as unknown as Translate;
  revalidatePath("/admin", "layout");
  return {
    field: () => t("approvals.refused.unknown_approval"),
    refusal: (refusal: ApprovalRefusal) => ({
      text:
        refusal.code === "not_possible"
          ? t("approvals.refused.not_possible", {
              why: t.has(`refusal.${refusal.refusal}`) ? t(`refusal.${refusal.refusal}`) : refusal.refusal,
            })
          : t(`approvals.refused.${refusal.code}`),
    }),
  };
};

export const approveForm = formAction(processCommands.approveCommand, texts);
export const rejectForm = formAction(processCommands.rejectApproval, texts);
export const withdrawForm = formAction(processCommands.withdrawApproval, texts);
