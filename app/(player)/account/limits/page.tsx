import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LimitRow } from "#components/account/limit-row.tsx";
import { FormMessage, FormSelect, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { depositLimitUse } from "#lib/cashier/index.ts";
import {
  playerLimits,
  raiseCoolOffHours,
  realityCheckIntervals,
  realityCheckMinutes,
  timeLimitUse,
} from "#lib/players/index.ts";
import { LIMIT_PERIODS, type LimitUse } from "#lib/players/schema.ts";
import { betLimitUse } from "#lib/sportsbook/betting/index.ts";
import { requirePlayer } from "../../../session.ts";
import { cancelLimitForm, confirmLimitForm, setLimitForm, setRealityCheckForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("limits"))("title"),
});

const KINDS = ["deposit", "net_deposit", "loss", "stake", "session"] as const;

export default async function LimitsPage() {
  const { id, currency, country, settings } = await requirePlayer("/account/limits");
  const [t, limits, bets, deposits, times, intervals, hours] = await Promise.all([
    getTranslations("limits"),
    playerLimits(id),
    betLimitUse(id),
    depositLimitUse(id),
    timeLimitUse(id),
    realityCheckIntervals(country),
    raiseCoolOffHours(country),
  ]);
  const uses: LimitUse[] = [...bets, ...deposits, ...times];
  const find = <Of extends { kind: string; period: string }>(
    of: readonly Of[],
    kind: string,
    period: string,
  ) => of.find((each) => each.kind === kind && each.period === period) ?? null;
  return (
    <>
      <PageHead
        title={t("title")}
        lead={t("lead", { hours, days: hours > 24 && hours % 24 === 0 ? hours / 24 : 0 })}
      />
      <div className="grid gap-4">
        {KINDS.map((kind) => (
          <Panel key={kind} aria-label={t(`kind.${kind}.title`)}>
            <PanelHead title={t(`kind.${kind}.title`)} />
            <p className="px-4 pt-3 text-muted text-sm">{t(`kind.${kind}.text`)}</p>
            <ul className="divide-y divide-line">
              {LIMIT_PERIODS.map((period) => (
                <LimitRow
                  key={period}
                  actions={{ set: setLimitForm, confirm: confirmLimitForm, cancel: cancelLimitForm }}
                  currency={currency}
                  kind={kind}
                  limit={find(limits, kind, period)}
                  period={period}
                  timeZone={settings.timeZone}
                  use={find(uses, kind, period)}
                />
              ))}
            </ul>
          </Panel>
        ))}
        <Panel aria-label={t("check.title")}>
          <PanelHead title={t("check.title")} />
          <Form action={setRealityCheckForm} className="grid gap-3 p-4">
            <p className="text-muted text-sm">{t("check.text")}</p>
            <FormMessage />
            <div className="grid items-end gap-3 sm:grid-cols-[14rem_auto_1fr]">
              <FormSelect
                name="minutes"
                label={t("check.every")}
                defaultValue={String(await realityCheckMinutes(country, settings.realityCheckMinutes))}
              >
                {intervals.map((minutes) => (
                  <option key={minutes} value={minutes}>
                    {minutes === 0
                      ? t("check.off")
                      : t("duration", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
                  </option>
                ))}
              </FormSelect>
              <Submit kind="primary" pendingText={t("saving")}>
                {t("save")}
              </Submit>
            </div>
          </Form>
        </Panel>
      </div>
    </>
  );
}
