"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { uuidv7 } from "#lib/core/id.ts";
import { playerCommands } from "#lib/players/index.ts";
import { formAction } from "../../form.ts";

/** Fields that are left empty were not meant. */
const drop = (form: FormData, name: string): void => {
  if (form.get(name) === "") form.delete(name);
};

export const recordInteractionForm = formAction(
  playerCommands.recordInteractionCommand,
  async (result) => {
    const t = await getTranslations("admin.care.form");
    if (result.ok) revalidatePath("/admin/care", "layout");
    return {
      field: (name) => t(name === "note" ? "noteWrong" : "wrong"),
      refusal: ({ code }) =>
        code === "limit_incomplete"
          ? { field: "limitAmount", text: t("limitIncomplete") }
          : { text: t("wrong") },
      done: () => t("saved"),
    };
  },
  async (form) => {
    form.set("idempotencyKey", uuidv7());
    drop(form, "limitAmount");
  },
);
