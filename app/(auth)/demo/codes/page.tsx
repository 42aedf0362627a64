import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RefreshAfter } from "#components/shell/refresh-after.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { demoCodes } from "#lib/players/index.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth.demoCodes"))("title"),
});

/** The authenticator apps of demo staff. Outside demo mode this page does not exist. */
export default async function DemoCodesPage() {
  const codes = await demoCodes();
  if (!codes) notFound();
  const t = await getTranslations("auth.demoCodes");
  return (
    <>
      <RefreshAfter seconds={codes[0]?.secondsLeft ?? 30} />
      <PageHead title={t("title")} lead={t("lead")} />
      <Panel>
        <ul className="divide-y">
          {codes.map(({ email, code, secondsLeft }) => (
            <li key={email} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 p-4">
              <span className="min-w-0 font-medium text-sm [overflow-wrap:anywhere]">{email}</span>
              <span className="flex items-baseline gap-3">
                <code className="select-all font-semibold text-xl tabular-nums tracking-widest">{code}</code>
                <span className="w-10 text-right text-muted text-xs tabular-nums">
                  {t("left", { seconds: secondsLeft })}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
      <p className="mt-4 text-muted text-sm">{t("once")}</p>
    </>
  );
}
