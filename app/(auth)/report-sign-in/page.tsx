import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { reportSignInForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.reportSignIn"))("title"),
  robots: "noindex",
  referrer: "no-referrer",
});

/** Where the link of a message about a sign-in leads. Opening it changes nothing: programs that read mail open links, too. */
export default async function ReportSignInPage({ searchParams }: PageProps<"/report-sign-in">) {
  const [t, { token }] = await Promise.all([getTranslations("auth.reportSignIn"), searchParams]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Form action={reportSignInForm} className="grid gap-4">
        <FormMessage />
        <input name="token" type="hidden" value={String(token ?? "")} />
        <Submit kind="danger" size="lg" pendingText={t("submitting")} className="w-full">
          {t("submit")}
        </Submit>
      </Form>
    </>
  );
}
