import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LimitRow } from "#components/account/limit-row.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { depositLimitUse } from "#lib/cashier/index.ts";
import { playerLimits, raiseCoolOffHours } from "#lib/players/index.ts";
import { LIMIT_PERIODS, type LimitUse } from "#lib/players/schema.ts";
import { betLimitUse } from "#lib/sportsbook/betting/index.ts";
import { requirePlayer } from "../../../session.ts";
import { cancelLimitForm, confirmLimitForm, setLimitForm } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("limits"))("title"),
});

const KINDS = ["deposit", "net_deposit", "loss", "stake"] as const;

export default async function LimitsPage() {
  const { id, currency, country, settings } = await requirePlayer("/account/limits");
  const [t, hours, limits, bets, deposits] = await Promise.all([
    getTranslations("limits"),
    raiseCoolOffHours(country),
    playerLimits(id),
    betLimitUse(id),
    depositLimitUse(id),
  ]);
  const uses: LimitUse[] = [...bets, ...deposits];
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
      </div>
    </>
  );
}
