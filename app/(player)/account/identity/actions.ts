"use server";
import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { playerCommands as commands } from "#lib/players/index.ts";
import { formAction } from "../../../form.ts";

const HERE = "/account/identity";

export const changeDetailsForm = formAction(commands.changeDetails, async () => {
  const [t, fields] = await Promise.all([getTranslations("identity.details"), getTranslations("auth.field")]);
  revalidatePath(HERE);
  return {
    field: (name) => fields(name as "firstName"),
    refusal: ({ code }) =>
      code === "postcode_missing"
        ? { field: "postcode", text: t(`refusal.${code}`) }
        : { text: t(`refusal.${code}`) },
    done: () => t("saved"),
  };
});

export const startCheckForm = formAction(commands.startIdentityCheck, async (result) => {
  if (result.ok && result.value.url) redirect(result.value.url as Route);
  const t = await getTranslations("identity.online");
  revalidatePath(HERE);
  return {
    field: () => t("refusal.not_available"),
    refusal: ({ code }) => ({ text: t(`refusal.${code}`) }),
    done: () => t("done"),
  };
});

export const submitDocumentsForm = formAction(commands.submitDocumentsCommand, async () => {
  const t = await getTranslations("identity");
  revalidatePath(HERE);
  return {
    field: () => t("refusal.nothing_uploaded"),
    refusal: ({ code }) => ({ text: t(`refusal.${code}`) }),
    done: () => t("documents.submitted"),
  };
});

export const removeDocumentForm = formAction(commands.removeDocumentCommand, async () => {
  const t = await getTranslations("identity");
  revalidatePath(HERE);
  return {
    field: () => t("refusal.unknown_document"),
    refusal: ({ code }) => ({ text: t(`refusal.${code}`) }),
  };
});
