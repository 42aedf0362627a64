"use server";
import { revalidatePath } from "next/cache";
import { getLocale, getTranslations } from "next-intl/server";
import { money } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { playerCommands as commands } from "#lib/players/index.ts";
import type { LimitBoundRefusal } from "#lib/players/schema.ts";
import { formAction } from "../../../form.ts";
import { plainAmount } from "../../../money.ts";
import { currentPlayer } from "../../../session.ts";

/** Why the law does not allow a limit, in the viewer's language. */
const boundText = async (): Promise<(refusal: LimitBoundRefusal) => string> => {
  const [t, locale, player] = await Promise.all([
    getTranslations("limits.bound"),
    getLocale(),
    currentPlayer(),
  ]);
  const text = (minor: bigint) =>
    formatMoney(locale, money(player?.currency ?? "EUR", minor), { short: true });
  return (refusal) =>
    refusal.code === "limit_required"
      ? t("limit_required")
      : t(refusal.code, { amount: text(refusal.maximum) });
};

const refresh = (): void => {
  revalidatePath("/account/limits");
  revalidatePath("/cashier");
};

const WHOLE = /^\d{1,3}$/;

/** Hours and minutes as minutes; an empty one of the two is none. Empty where both are, or where one is not a number. */
const minutesOf = (form: FormData): string => {
  const [hours, minutes] = ["hours", "minutes"].map((name) => String(form.get(name) ?? "").trim());
  if (!hours && !minutes) return "";
  const parts = [hours || "0", minutes || "0"];
  return parts.every((part) => WHOLE.test(part)) ? String(Number(parts[0]) * 60 + Number(parts[1])) : "";
};

const readLimit = async (form: FormData): Promise<void> => {
  if (form.get("kind") === "session") return form.set("amount", form.has("remove") ? "" : minutesOf(form));
  const currency = (await currentPlayer())?.currency ?? "EUR";
  form.set("amount", form.has("remove") ? "" : await plainAmount(form.get("amount"), currency));
};

/** A field that is left empty is a mistake; no limit is asked for by its own button. */
const isEmpty = (form: FormData): boolean => !form.has("remove") && form.get("amount") === "";

export const setLimitForm = formAction(
  commands.setLimitCommand,
  async (result, form) => {
    const t = await getTranslations("limits");
    if (result.ok) refresh();
    const isTime = form.get("kind") === "session";
    const wrong = t(isTime ? "wrongTime" : "wrong");
    const bound = await boundText();
    return {
      field: () => wrong,
      refusal: (refusal) =>
        refusal.code === "amount_invalid"
          ? { field: isTime ? "hours" : "amount", text: wrong }
          : { text: bound(refusal) },
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
  const bound = await boundText();
  if (result.ok) refresh();
  return {
    field: () => t("gone"),
    refusal: (refusal) => ({
      text:
        refusal.code === "not_ready"
          ? t("notReady")
          : refusal.code === "nothing_waiting"
            ? t("gone")
            : bound(refusal),
    }),
    done: () => t("confirmed"),
  };
});

export const cancelLimitForm = formAction(commands.cancelLimitChangeCommand, async (result) => {
  const t = await getTranslations("limits");
  if (result.ok) refresh();
  return { field: () => t("gone"), refusal: () => ({ text: t("gone") }), done: () => t("kept") };
});

export const setRealityCheckForm = formAction(commands.setRealityCheckCommand, async (result) => {
  const t = await getTranslations("limits.check");
  if (result.ok) refresh();
  const text = t("notOffered");
  return { field: () => text, refusal: () => ({ field: "minutes", text }), done: () => t("saved") };
});

export const declineLimitsForm = formAction(commands.declineLimitsCommand, async (result) => {
  const t = await getTranslations("limits");
  if (result.ok) refresh();
  return { field: () => t("gone"), refusal: () => ({ text: t("gone") }) };
});
