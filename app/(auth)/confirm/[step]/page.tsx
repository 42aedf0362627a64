import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { FormAction } from "#components/forms/form.tsx";
import { AuthPage } from "../../auth-page.tsx";
import { DemoMailNotice } from "../../demo-mail-notice.tsx";
import { confirmNewEmailForm, undoEmailChangeForm, verifyEmailForm } from "../../link-actions.ts";
import { OneStepForm } from "../../one-step-form.tsx";

const STEPS = {
  email: { action: verifyEmailForm, words: "email" },
  "new-email": { action: confirmNewEmailForm, words: "newEmail" },
  "undo-email": { action: undoEmailChangeForm, words: "undoEmail" },
} as const satisfies Record<string, { action: FormAction; words: string }>;

const stepOf = async (params: Promise<{ step: string }>): Promise<keyof typeof STEPS> => {
  const { step } = await params;
  if (!Object.hasOwn(STEPS, step)) notFound();
  return step as keyof typeof STEPS;
};

export const generateMetadata = async ({ params }: PageProps<"/confirm/[step]">): Promise<Metadata> => {
  const t = await getTranslations("auth.confirm");
  return { title: t(`${STEPS[await stepOf(params)].words}.title`), referrer: "no-referrer" };
};

/** Where links of mails lead. Opening the page changes nothing, because mail programs open links to look at them. */
export default async function ConfirmPage({ params, searchParams }: PageProps<"/confirm/[step]">) {
  const step = await stepOf(params);
  const { action, words } = STEPS[step];
  const { token } = await searchParams;
  const t = await getTranslations("auth");
  return (
    <AuthPage
      title={t(`confirm.${words}.title`)}
      lead={t(`confirm.${words}.lead`)}
      other={{ pathname: "/sign-in", question: t("confirm.then"), text: t("register.toSignIn") }}
      next="/account"
      below={step === "undo-email" && <DemoMailNotice />}
    >
      <OneStepForm action={action} submit={t(`confirm.${words}.submit`)} submitting={t("confirm.submitting")}>
        <input type="hidden" name="token" value={typeof token === "string" ? token : ""} />
      </OneStepForm>
    </AuthPage>
  );
}
