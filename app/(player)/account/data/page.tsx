import { FileDown } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { exportsOf, retentionYears } from "#lib/players/index.ts";
import { requirePlayer } from "../../../session.ts";
import { exportDataForm, openExportForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("personalData"))("title"),
});

const FORMATS = ["pdf", "json"] as const;

export default async function DataPage() {
  const player = await requirePlayer("/account/data");
  const [t, format, copies, years] = await Promise.all([
    getTranslations("personalData"),
    getFormatter(),
    exportsOf(player.id),
    retentionYears(player.country),
  ]);
  const { timeZone } = player.settings;
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short", timeZone });
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <Panel>
          <PanelHead title={t("copy.title")} />
          <div className="grid gap-4 p-4">
            <p className="max-w-prose text-muted text-sm">{t("copy.text")}</p>
            {copies.length > 0 && (
              <ul className="divide-y rounded-md border border-line-strong">
                {copies.map(({ id, requestedAt, readyAt, expiresAt }) => {
                  const date = moment(requestedAt);
                  return (
                    <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
                      <span className="min-w-0 grow">
                        <span className="block font-medium text-sm">{t("copy.of", { date })}</span>
                        {readyAt && (
                          <span className="block text-muted text-xs">
                            {t("copy.until", { date: moment(expiresAt) })}
                          </span>
                        )}
                      </span>
                      {readyAt ? (
                        FORMATS.map((kind) => (
                          <Form key={kind} action={openExportForm} className="grid gap-2">
                            <FormMessage />
                            <input type="hidden" name="exportId" value={id} />
                            <input type="hidden" name="format" value={kind} />
                            <Submit size="sm" aria-label={t(`copy.${kind}Of`, { date })}>
                              <FileDown aria-hidden className="size-4" />
                              {t(`copy.${kind}`)}
                            </Submit>
                          </Form>
                        ))
                      ) : (
                        <Badge tone="accent">{t("copy.preparing")}</Badge>
                      )}
                    </li>
                  );
                })}
              </ul>
            )}
            <Form action={exportDataForm} className="grid gap-3">
              <FormMessage />
              <Submit
                kind="primary"
                pendingText={t("copy.requesting")}
                className="w-full sm:w-auto sm:justify-self-start"
              >
                {t("copy.request")}
              </Submit>
            </Form>
          </div>
        </Panel>
        <Panel>
          <PanelHead title={t("close.title")} />
          <div className="grid gap-4 p-4">
            <p className="max-w-prose text-muted text-sm">{t("close.text")}</p>
            <ButtonLink href="/account/safer-gambling" className="w-full sm:w-auto sm:justify-self-start">
              {t("close.link")}
            </ButtonLink>
          </div>
        </Panel>
        <Panel>
          <PanelHead title={t("erase.title")} />
          <p className="max-w-prose p-4 text-muted text-sm">{t("erase.text", { years })}</p>
        </Panel>
      </div>
    </>
  );
}
