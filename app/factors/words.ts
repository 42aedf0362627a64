import "server-only";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { revalidatePath } from "next/cache";
import { getTranslations } from "next-intl/server";

/*
 * What the forms of factors answer, for the commands of players and of staff alike. `page` is the one that shows them.
 */

type Result = { ok: boolean };
type Code = { code: string };

export const totpBegun = (page: string) => async (result: Result) => {
  const t = await getTranslations("account.security");
  if (result.ok) revalidatePath(page, page === "/" ? "layout" : "page");
  return {
    field: () => t("already_on"),
    refusal: () => ({ text: t("already_on") }),
  };
};

export const totpConfirmed = async (result: { ok: boolean; value?: { recoveryCodes: string[] } }) => {
  const t = await getTranslations("account.security");
  return {
    field: () => t("codeMissing"),
    refusal: ({ code }: Code) =>
      code === "wrong_answer" ? { field: "code", text: t("wrong") } : { text: t("not_begun") },
    done: () => t("turnedOn"),
    extra: codesOf(result.value?.recoveryCodes),
  };
};

export const totpRemoved = async () => {
  const t = await getTranslations("account.security");
  return {
    field: () => t("codeMissing"),
    refusal: ({ code }: Code) =>
      code === "last_factor" ? { text: t("last_factor") } : { field: "code", text: t("wrong") },
    done: () => t("turnedOff"),
  };
};

export const codesRenewed =
  (page: string) => async (result: { ok: boolean; value?: { recoveryCodes: string[] } }) => {
    const t = await getTranslations("account.recovery");
    if (result.ok) revalidatePath(page, page === "/" ? "layout" : "page");
    return {
      field: () => t("no_second_factor"),
      refusal: () => ({ text: t("no_second_factor") }),
      done: () => t("renewed"),
      extra: codesOf(result.value?.recoveryCodes),
    };
  };

/** The state of an earlier answer is not to stay: what is not said is undefined. */
const codesOf = (recoveryCodes: string[] | null | undefined): { recoveryCodes?: string[] } =>
  recoveryCodes ? { recoveryCodes } : {};

export const passkeyBegun = async (result: {
  ok: boolean;
  value?: PublicKeyCredentialCreationOptionsJSON;
}) => {
  const t = await getTranslations("account.passkeys");
  return {
    field: () => t("wrong"),
    refusal: () => ({ text: t("wrong") }),
    extra: (result.value ? { creation: result.value } : {}) as {
      creation?: PublicKeyCredentialCreationOptionsJSON;
    },
  };
};

export const passkeyAdded =
  (page: string) => async (result: { ok: boolean; value?: { recoveryCodes: string[] | null } }) => {
    const t = await getTranslations("account.passkeys");
    if (result.ok) revalidatePath(page, page === "/" ? "layout" : "page");
    return {
      field: () => t("wrong"),
      refusal: ({ code }: Code) => ({
        text: t(code === "too_many_passkeys" ? "too_many_passkeys" : "wrong"),
      }),
      done: () => t("added"),
      extra: codesOf(result.value?.recoveryCodes),
    };
  };

export const passkeyRenamed = (page: string) => async (result: Result) => {
  const t = await getTranslations("account.passkeys");
  if (result.ok) revalidatePath(page, page === "/" ? "layout" : "page");
  return {
    field: () => t("nameMissing"),
    refusal: () => ({ text: t("unknown_passkey") }),
    done: () => t("renamed"),
  };
};

export const passkeyRemoved = (page: string) => async (result: Result) => {
  const t = await getTranslations("account");
  if (result.ok) revalidatePath(page, page === "/" ? "layout" : "page");
  return {
    field: () => t("passkeys.unknown_passkey"),
    refusal: ({ code }: Code) => ({
      text: t(code === "last_factor" ? "security.last_factor" : "passkeys.unknown_passkey"),
    }),
    done: () => t("passkeys.removed"),
  };
};
