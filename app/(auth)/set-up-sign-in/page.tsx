import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { StaffFactors } from "../../factors/staff-factors.tsx";
import { requireSession } from "../../session.ts";
import { signOut } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.setUp"))("title"),
  robots: "noindex",
});

/** All that staff can open until they have a second factor. */
export default async function SetUpSignInPage() {
  const session = await requireSession("/set-up-sign-in");
  if (session.kind !== "staff") redirect("/account/security");
  const t = await getTranslations("auth.setUp");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        {!session.settingUp && (
          <Notice
            tone="good"
            title={t("done")}
            action={
              <ButtonLink href="/admin" kind="primary">
                {t("goOn")}
              </ButtonLink>
            }
          />
        )}
        <StaffFactors staff={session} />
        <form action={signOut} className="text-center">
          <button type="submit" className="min-h-11 px-3 text-muted text-sm underline underline-offset-3">
            {t("signOut")}
          </button>
        </form>
      </div>
    </>
  );
}
