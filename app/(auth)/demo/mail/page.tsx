import { Inbox } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { buttonClass } from "#components/ui/button-class.ts";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { demoMailbox } from "#lib/notifications/index.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.mailbox"))("title"),
});

/** Mails of demo mode, which would otherwise be sent. Elsewhere this page does not exist. */
export default async function MailboxPage({ searchParams }: PageProps<"/demo/mail">) {
  const { to } = await searchParams;
  const mails = await demoMailbox(typeof to === "string" ? to.trim().toLowerCase() : null);
  if (!mails) notFound();
  const [t, format] = await Promise.all([getTranslations("auth.mailbox"), getFormatter()]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {mails.length === 0 && (
        <Empty icon={Inbox} title={t("emptyTitle")}>
          {t("empty")}
        </Empty>
      )}
      <ul className="grid gap-4">
        {mails.map(({ id, to, at, subject, paragraphs, action, link }) => (
          <li key={id}>
            <Panel className="grid gap-3 p-4">
              <div>
                <h2 className="font-semibold">{subject}</h2>
                <p className="text-muted text-sm [overflow-wrap:anywhere]">
                  {t("to", { to, at: format.dateTime(at, { dateStyle: "medium", timeStyle: "short" }) })}
                </p>
              </div>
              {paragraphs.map((text) => (
                <p key={text} className="text-sm [overflow-wrap:anywhere]">
                  {text}
                </p>
              ))}
              <a href={link} className={buttonClass({ kind: "primary" })}>
                {action}
              </a>
            </Panel>
          </li>
        ))}
      </ul>
    </>
  );
}
