import type { Route } from "next";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { Currency } from "#lib/kernel/money.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { Amount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { BetLegs } from "./bet-legs.tsx";
import { BetOdds } from "./bet-odds.tsx";
import { ResultBadge } from "./result-badge.tsx";
import { useSettlementWords } from "./settlement-words.ts";

/** One bet: its selections as they stand, what it cost and what it may return or did. */
export function BetCard({ bet, whole = false }: { bet: BetView; whole?: boolean }) {
  const t = useTranslations("bets");
  const format = useFormatter();
  const words = useSettlementWords(bet);
  const currency = bet.currency as Currency;
  const single = bet.kind === "single";
  const at = format.dateTime(bet.placedAt, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (
    <Panel>
      <header className="flex min-h-11 items-center justify-between gap-3 border-b px-4">
        <p className="font-medium text-sm">
          {single ? t("single") : t("accumulator", { count: bet.legs.length })}
          <span className="ml-2 font-normal text-faint text-xs">{at}</span>
        </p>
        <ResultBadge result={bet.result} />
      </header>
      <BetLegs bet={bet} />
      {bet.result === "void" && bet.settledBy && (
        <p className="border-t px-4 py-2.5 text-muted text-sm">{words(bet.settledBy)}</p>
      )}
      <footer className="flex flex-wrap items-end gap-x-8 gap-y-2 border-t px-4 py-3">
        <dl className="flex flex-1 flex-wrap gap-x-8 gap-y-2 text-sm">
          <div>
            <dt className="text-faint text-xs">{t("stake")}</dt>
            <dd className="font-medium">
              <Amount minor={bet.stake} currency={currency} />
            </dd>
          </div>
          <div>
            <dt className="text-faint text-xs">{t("odds")}</dt>
            <dd className="figures font-medium">
              <BetOdds odds={bet.odds} />
            </dd>
          </div>
          <div>
            <dt className="text-faint text-xs">
              {t(bet.returned === null ? "potentialReturn" : "returned")}
            </dt>
            <dd className="font-semibold">
              <Amount minor={bet.returned ?? bet.potentialReturn} currency={currency} />
            </dd>
          </div>
        </dl>
        {!whole && (
          <Link
            href={`/bets/${bet.id}` as Route}
            className="-mx-2 -my-3 px-2 py-3 text-muted text-sm underline decoration-line-strong underline-offset-4 hover:text-ink"
          >
            {t("details")}
          </Link>
        )}
      </footer>
    </Panel>
  );
}
