"use server";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";
import { cashierCommands as commands } from "#lib/cashier/index.ts";
import { formAction } from "../../../form.ts";

type Texts = {
  refused: "notInReview" | "notLost" | "notHalted";
  done: "released" | "returned" | "writtenOff" | "resumed";
};

/** How a decision about a chain is answered. */
const answered = async (ok: boolean, texts: Texts) => {
  const t = await getTranslations("admin.chain");
  if (ok) revalidatePath("/admin/payments/chain");
  return {
    field: () => t("reasonShort"),
    refusal: () => ({ text: t(texts.refused) }),
    done: () => t(texts.done),
  };
};

export const releaseTransferForm = formAction(commands.releaseTransferCommand, ({ ok }) =>
  answered(ok, { refused: "notInReview", done: "released" }),
);
export const returnTransferForm = formAction(commands.returnTransferCommand, ({ ok }) =>
  answered(ok, { refused: "notInReview", done: "returned" }),
);
export const writeOffTransferForm = formAction(commands.writeOffTransferCommand, ({ ok }) =>
  answered(ok, { refused: "notLost", done: "writtenOff" }),
);
export const resumeChainForm = formAction(commands.resumeChainCommand, ({ ok }) =>
  answered(ok, { refused: "notHalted", done: "resumed" }),
);
