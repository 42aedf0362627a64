import { ExternalLink, Phone } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FormCheck, FormSelect, Submit } from "#components/forms/fields.tsx";
import { Form, type FormAction } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { currentExclusion, exclusionTerms, helplinesOf } from "#lib/players/index.ts";
import type { ExclusionView } from "#lib/players/schema.ts";
import { contextOf, requirePlayer } from "../../../session.ts";
import { closeAccountForm, returnForm, selfExcludeForm, timeOutForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("saferGambling"))("title"),
});

const DAY_HOURS = 24;
const YEAR_MONTHS = 12;

async function Active({ exclusion, timeZone }: { exclusion: ExclusionView; timeZone: string }) {
  const t = await getTranslations("saferGambling");
  const format = await getFormatter();
  const { kind, until, returnsAt, mayReturn } = exclusion;
  const date = until ? format.dateTime(until, { dateStyle: "long", timeStyle: "short", timeZone }) : "";
  const text = returnsAt
    ? t("active.returning", { date })
    : until === null
      ? t("active.noEnd")
      : t(kind === "self_exclusion" ? "active.term" : "active.until", { date });
  return (
    <div className="mb-4 grid gap-4">
      <Notice tone="warn" title={t(`active.${kind}`)}>
        <p>{text}</p>
        <p className="mt-1">{t("active.stillYours")}</p>
      </Notice>
      {mayReturn && (
        <Choice
          title={t("return.title")}
          text={t("return.text")}
          action={returnForm}
          button={t("return.button")}
        />
      )}
    </div>
  );
}

function Choice({
  title,
  text,
  action,
  button,
  danger = false,
  children,
}: {
  title: string;
  text: string;
  action: FormAction;
  button: string;
  danger?: boolean;
  children?: ReactNode;
}) {
  return (
    <Panel>
      <PanelHead title={title} />
      <Form action={action} className="grid gap-4 p-4">
        <p className="max-w-prose text-muted text-sm">{text}</p>
        <FormMessage />
        {children}
        <Submit kind={danger ? "danger" : "outline"} className="w-full sm:w-auto sm:justify-self-start">
          {button}
        </Submit>
      </Form>
    </Panel>
  );
}

async function Help({ country }: { country: string }) {
  const t = await getTranslations("saferGambling.help");
  return (
    <Panel>
      <PanelHead title={t("title")} />
      <p className="px-4 pt-3 text-muted text-sm">{t("text")}</p>
      <ul className="divide-y px-4 pb-1">
        {helplinesOf(country).map(({ name, phone, url }) => (
          <li key={name} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
            <span className="font-medium">{name}</span>
            <span className="flex flex-wrap gap-x-4 text-sm">
              {phone && (
                <a
                  href={`tel:${phone.replace(/[^\d+]/g, "")}`}
                  className="inline-flex min-h-11 items-center gap-1.5 text-accent-text underline-offset-4 hover:underline"
                >
                  <Phone aria-hidden className="size-4" />
                  {t("call", { phone })}
                </a>
              )}
              <a
                href={url}
                rel="noreferrer"
                target="_blank"
                aria-label={`${t("visit")}: ${name}`}
                className="inline-flex min-h-11 items-center gap-1.5 text-accent-text underline-offset-4 hover:underline"
              >
                <ExternalLink aria-hidden className="size-4" />
                {t("visit")}
              </a>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export default async function SaferGamblingPage() {
  const player = await requirePlayer("/account/safer-gambling");
  const [t, exclusion, terms] = await Promise.all([
    getTranslations("saferGambling"),
    currentExclusion(player.id),
    exclusionTerms(player.id, contextOf(player).clock.now()),
  ]);
  const isForGood = exclusion?.kind === "closure";
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      {exclusion && <Active exclusion={exclusion} timeZone={player.settings.timeZone} />}
      <div className="grid gap-4">
        {!isForGood && (
          <>
            <Choice
              title={t("timeOut.title")}
              text={t("timeOut.text")}
              action={timeOutForm}
              button={t("timeOut.button")}
            >
              <FormSelect
                name="hours"
                label={t("timeOut.length")}
                defaultValue={String(terms.timeOutHours[0])}
              >
                {terms.timeOutHours.map((hours) => (
                  <option key={hours} value={hours}>
                    {t("timeOut.hours", { days: hours / DAY_HOURS })}
                  </option>
                ))}
              </FormSelect>
            </Choice>
            <Choice
              title={t("exclusion.title")}
              text={t("exclusion.text")}
              action={selfExcludeForm}
              button={t("exclusion.button")}
              danger
            >
              <FormSelect
                name="months"
                label={t("exclusion.length")}
                defaultValue={String(terms.selfExclusionMonths[0])}
              >
                {terms.selfExclusionMonths.map((months) => (
                  <option key={months} value={months}>
                    {t("exclusion.months", {
                      months,
                      years: months % YEAR_MONTHS === 0 ? months / YEAR_MONTHS : 0,
                    })}
                  </option>
                ))}
                {terms.indefinite && <option value="indefinite">{t("exclusion.indefinite")}</option>}
              </FormSelect>
              <FormCheck name="understood" label={t("exclusion.understood")} />
            </Choice>
            <Choice
              title={t("closure.title")}
              text={t("closure.text")}
              action={closeAccountForm}
              button={t("closure.button")}
              danger
            >
              <FormCheck name="understood" label={t("closure.understood")} />
            </Choice>
          </>
        )}
        <Help country={player.country} />
      </div>
    </>
  );
}
