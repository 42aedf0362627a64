"use server";
import { revalidatePath } from "next/cache";
import { getFormatter, getTranslations } from "next-intl/server";
import { playerCommands as commands } from "#lib/players/index.ts";
import { formAction } from "../../../form.ts";

const HERE = "/account/safer-gambling";

const answer = async (done: "timeOut" | "exclusion" | "closure") => {
  const t = await getTranslations("saferGambling");
  revalidatePath(HERE);
  return {
    field: (name: string) => t(name === "understood" ? "refusal.understood" : "refusal.term_not_offered"),
    refusal: ({ code }: { code: "term_not_offered" | "already_excluded" }) => ({
      text: t(`refusal.${code}`),
    }),
    done: () => t(`${done}.done`),
  };
};

export const timeOutForm = formAction(commands.takeTimeOut, () => answer("timeOut"));
export const selfExcludeForm = formAction(commands.selfExclude, () => answer("exclusion"));
export const closeAccountForm = formAction(commands.closeAccount, () => answer("closure"));

export const returnForm = formAction(commands.askToReturnCommand, async () => {
  const t = await getTranslations("saferGambling");
  const format = await getFormatter();
  revalidatePath(HERE);
  return {
    field: () => t("refusal.not_self_excluded"),
    refusal: ({ code }) => ({ text: t(`refusal.${code}`) }),
    done: ({ returnsAt }) =>
      t("return.done", { date: format.dateTime(returnsAt, { dateStyle: "long", timeStyle: "short" }) }),
  };
});
