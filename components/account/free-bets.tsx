import { useFormatter, useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { sportName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { UsableFreeBet } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../ui/amount.tsx";
import { Panel, PanelHead } from "../ui/panel.tsx";

/** The free bets that a player can use, with what each is for and until when. */
export function FreeBets({
  freeBets,
  oddsFormat,
  timeZone,
}: {
  freeBets: readonly UsableFreeBet[];
  oddsFormat: Parameters<typeof formatOdds>[1];
  timeZone: string;
}) {
  const t = useTranslations("account.freeBets");
  const sports = useTranslations("sports");
  const format = useFormatter();
  const termsOf = ({ kinds, sports: only, minOdds }: UsableFreeBet): string =>
    [
      kinds.length === 1 && kinds[0] ? t(`kind.${kinds[0]}`) : null,
      only.length > 0 ? format.list(only.map((id) => sportName(sports, id))) : null,
      minOdds === null ? null : t("minOdds", { odds: formatOdds(minOdds, oddsFormat) }),
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <Panel className="mb-4">
      <PanelHead title={t("title")} />
      <ul className="divide-y">
        {freeBets.map((freeBet) => (
          <li
            key={freeBet.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-0.5 px-4 py-2.5"
          >
            <Amount
              minor={freeBet.amount}
              currency={freeBet.currency as Currency}
              className="font-semibold"
            />
            <span className="text-muted text-sm">{termsOf(freeBet)}</span>
            <span className="text-muted text-sm">
              {t("until", {
                date: format.dateTime(freeBet.expiresAt, {
                  dateStyle: "medium",
                  timeStyle: "short",
                  timeZone,
                }),
              })}
            </span>
          </li>
        ))}
      </ul>
      <p className="border-t px-4 py-2.5 text-muted text-sm">{t("rules")}</p>
    </Panel>
  );
}
