"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { playerCommands as commands } from "#lib/players/index.ts";
import { formAction } from "../../form.ts";

const decided = (done: "applied" | "discarded") => async (result: { ok: boolean }) => {
  const t = await getTranslations("admin.registers");
  if (result.ok) revalidatePath("/admin/registers");
  return {
    field: () => t("refusal.list_over"),
    refusal: ({ code }: { code: string }) => ({
      text: t(`refusal.${code === "list_changed" ? code : "list_over"}`),
    }),
    done: () => t(done),
  };
};

export const applyListForm = formAction(commands.applyListCommand, decided("applied"));
export const discardListForm = formAction(commands.discardListCommand, decided("discarded"));
