import { useFormatter, useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { bySelection, oddsByLegs, returnByLegs } from "#lib/sportsbook/betting/views.ts";
import { Amount } from "../ui/amount.tsx";
import { Panel } from "../ui/panel.tsx";
import { BetLegs } from "./bet-legs.tsx";
import { BetName } from "./bet-name.tsx";
import { BetOdds } from "./bet-odds.tsx";
import { AutoCashOut } from "./cash-out/auto-cash-out.tsx";
import { Carried } from "./cash-out/carried.tsx";
import { CashOutButton } from "./cash-out/cash-out-button.tsx";
import { DetailsLink } from "./details-link.tsx";
import { EditButton } from "./edit/edit-button.tsx";
import { Edited } from "./edit/edited.tsx";
import { LineSummary } from "./line-summary.tsx";
import { ResultBadge } from "./result-badge.tsx";
import { useSettlementText } from "./use-settlement-text.ts";

/** One bet: its selections with their current state, its stake, and its potential or actual return. */
export function BetCard({ bet, whole = false }: { bet: BetView; whole?: boolean }) {
  const t = useTranslations("bets");
  const format = useFormatter();
  const settlementText = useSettlementText(bet);
  const currency = bet.currency as Currency;
  const single = bet.kind === "single";
  const several = bet.lines.length > 1;
  // A void or half-decided leg changes the odds of an accumulator.
  const asPlaced =
    single ||
    several ||
    bet.result === "void" ||
    bet.result === "lost" ||
    bet.result === "cashed_out" ||
    bet.result === "edited";
  const odds = asPlaced ? bet.odds : oddsByLegs(bet.legs);
  // A single's leg explains why it is void; an action of staff explains more.
  const toldByLeg = single && bet.legs[0]?.reason !== "voided" && bet.legs[0]?.reason !== null;
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
          <BetName {...bySelection(bet)} />
          <span className="ml-2 font-normal text-faint text-xs">{at}</span>
        </p>
        <ResultBadge result={bet.result} push={bet.legs.every(({ reason }) => reason === "result")} />
      </header>
      <BetLegs bet={bet} />
      {several && <LineSummary bet={bet} />}
      <Carried bet={bet} />
      <Edited bet={bet} />
      {bet.status === "open" && bet.autoCashOut && <AutoCashOut bet={bet} />}
      {bet.result === "void" && bet.settledBy && !toldByLeg && (
        <p className="border-t px-4 py-2.5 text-muted text-sm">{settlementText(bet.settledBy)}</p>
      )}
      {bet.freeBet && bet.result !== "lost" && (
        <p className="border-t px-4 py-2.5 text-muted text-sm">
          {t.rich(bet.result === "void" ? "freeBet.isBack" : "freeBet.notReturned", {
            stake: () => <Amount minor={bet.stake} currency={currency} />,
          })}
        </p>
      )}
      <footer className="flex flex-wrap items-end gap-x-8 gap-y-2 border-t px-4 py-3">
        <dl className="flex flex-1 flex-wrap gap-x-8 gap-y-2 text-sm">
          <div>
            <dt className="text-faint text-xs">{t(bet.freeBet ? "freeBet.name" : "stake")}</dt>
            <dd className="font-medium">
              <Amount minor={bet.cashOut?.stake ?? bet.stake} currency={currency} />
            </dd>
          </div>
          {!several && (
            <div>
              <dt className="text-faint text-xs">{t("odds")}</dt>
              <dd className="figures font-medium">
                {odds < bet.odds - 1n && (
                  <s className="mr-1.5 font-normal text-faint">
                    <BetOdds odds={bet.odds} />
                    <span className="sr-only"> {t("oddsBefore")}</span>
                  </s>
                )}
                <BetOdds odds={odds} />
              </dd>
            </div>
          )}
          <div>
            <dt className="text-faint text-xs">
              {t(
                bet.returned === null
                  ? "potentialReturn"
                  : bet.freeBet && bet.result === "void"
                    ? "freeBet.returned"
                    : "returned",
              )}
            </dt>
            <dd className="font-semibold">
              <Amount minor={bet.returned ?? returnByLegs(bet)} currency={currency} />
            </dd>
          </div>
        </dl>
        {bet.status === "open" && (
          <span className="flex flex-wrap items-center gap-2">
            <EditButton bet={bet} />
            <CashOutButton bet={bet} />
          </span>
        )}
        {!whole && <DetailsLink betId={bet.id} />}
      </footer>
    </Panel>
  );
}
