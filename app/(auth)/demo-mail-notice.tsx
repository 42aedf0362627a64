import { getTranslations } from "next-intl/server";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isDemoMailbox } from "#lib/notifications/index.ts";

/** Where mails are to be read when none is sent. */
export const DemoMailNotice = async ({ className = "mt-6" }: { className?: string }) => {
  if (!isDemoMailbox()) return null;
  const t = await getTranslations("auth.mailbox");
  return (
    <Notice title={t("noticeTitle")} className={className}>
      {t.rich("notice", {
        link: (text) => (
          <PageLink href="/demo/mail" className="font-medium text-accent-text underline underline-offset-3">
            {text}
          </PageLink>
        ),
      })}
    </Notice>
  );
};
