"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { playerCommands as commands } from "#lib/players/index.ts";
import { formAction } from "../../../form.ts";
import { plainAmount } from "../../../money.ts";
import { currentPlayer } from "../../../session.ts";

const refresh = (): void => {
  revalidatePath("/account/limits");
  revalidatePath("/cashier");
};

const readLimit = async (form: FormData): Promise<void> => {
  const currency = (await currentPlayer())?.currency ?? "EUR";
  form.set("amount", form.has("remove") ? "" : await plainAmount(form.get("amount"), currency));
};

/** A field that is left empty is a mistake; no limit is asked for by its own button. */
const isEmpty = (form: FormData): boolean => !form.has("remove") && form.get("amount") === "";

export const setLimitForm = formAction(
  commands.setLimitCommand,
  async (result) => {
    const t = await getTranslations("limits");
    if (result.ok) refresh();
    return {
      field: () => t("wrong"),
      refusal: () => ({ field: "amount", text: t("wrong") }),
      done: ({ applies }) => t(applies === "now" ? "saved" : "waits"),
    };
  },
  async (form) => {
    await readLimit(form);
    if (isEmpty(form)) form.set("amount", "-");
  },
);

export const confirmLimitForm = formAction(commands.confirmLimitCommand, async (result) => {
  const t = await getTranslations("limits");
  if (result.ok) refresh();
  return {
    field: () => t("gone"),
    refusal: ({ code }) => ({ text: t(code === "not_ready" ? "notReady" : "gone") }),
    done: () => t("confirmed"),
  };
});

export const cancelLimitForm = formAction(commands.cancelLimitChangeCommand, async (result) => {
  const t = await getTranslations("limits");
  if (result.ok) refresh();
  return { field: () => t("gone"), refusal: () => ({ text: t("gone") }), done: () => t("kept") };
});

export const declineLimitsForm = formAction(commands.declineLimitsCommand, async (result) => {
  const t = await getTranslations("limits");
  if (result.ok) refresh();
  return { field: () => t("gone"), refusal: () => ({ text: t("gone") }) };
});
