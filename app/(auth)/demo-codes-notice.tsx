import { getTranslations } from "next-intl/server";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { env } from "#lib/platform/config/env.ts";

/** Where demo staff find the code that their authenticator app would show. */
export const DemoCodesNotice = async () => {
  if (!env().DEMO_MODE) return null;
  const t = await getTranslations("auth.demoCodes");
  return (
    <Notice title={t("noticeTitle")} className="mt-6">
      {t.rich("notice", {
        link: (text) => (
          <PageLink
            href="/demo/codes"
            target="_blank"
            className="font-medium text-accent-text underline underline-offset-3"
          >
            {text}
          </PageLink>
        ),
      })}
    </Notice>
  );
};
