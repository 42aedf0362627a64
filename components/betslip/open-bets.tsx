"use client";

import { ReceiptText } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Currency } from "#lib/core/money.ts";
import { marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { BetView, CashOut, OpenBets as Read } from "#lib/sportsbook/betting/schema.ts";
import { bySelection, returnByLegs } from "#lib/sportsbook/betting/views.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { BetName } from "../bets/bet-name.tsx";
import { BetOdds } from "../bets/bet-odds.tsx";
import { CashOutButton } from "../bets/cash-out/cash-out-button.tsx";
import { followed } from "../bets/cash-out/followed.ts";
import { type CashOutActions, CashOuts } from "../bets/cash-out/offers.tsx";
import { EditButton } from "../bets/edit/edit-button.tsx";
import { LegStateBadge } from "../bets/leg-state-badge.tsx";
import { PARTS, partOf } from "../bets/progress.ts";
import { useLegStates } from "../bets/use-leg-states.ts";
import { useEvent } from "../realtime/hooks.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { Amount } from "../ui/amount.tsx";
import { buttonClass } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { PageLink } from "../ui/page-link.tsx";

/** Follows the match of a leg, so that its state is the current one. */
function Follow({ eventId }: { eventId: string }) {
  useEvent(eventId);
  return null;
}

function OpenBet({ bet }: { bet: BetView }) {
  const t = useTranslations("betslip");
  const progress = useTranslations("bets.progress");
  const m = useTranslations("sports");
  const { oddsFormat } = usePageContext();
  const states = useLegStates(bet.legs);
  const [leg, another] = bet.legs;
  const event = useEvent(leg?.eventId ?? "");
  if (!leg) return null;
  const named = { ...leg, sportId: leg.event.sportId, participants: namesOf(leg.event) };
  const [state] = states;
  const score = event && sportViews(leg.event.sportId).summary(event.score)?.text;
  const summary = PARTS.flatMap((part) => {
    const count = states.filter((each) => partOf(each) === part).length;
    return count > 0 ? [progress(part, { count })] : [];
  }).join(" · ");
  const currency = bet.currency as Currency;
  const events = new Set(bet.legs.map(({ eventId }) => eventId)).size;
  return (
    <li>
      {bet.legs.slice(1).map(({ eventId, marketId }) => (
        <Follow key={marketId} eventId={eventId} />
      ))}
      <PageLink
        href={`/bets/${bet.id}` as Route}
        className="grid h-18 grid-cols-[1fr_auto] content-center gap-x-3 gap-y-0.5 px-4 hover:bg-hover"
      >
        <span className="truncate font-semibold text-sm">
          {another ? (
            <>
              <BetName {...bySelection(bet)} />
              {bet.lines.length === 1 && (
                <span className="figures ml-1.5">
                  <BetOdds odds={bet.odds} />
                </span>
              )}
            </>
          ) : (
            <>
              {outcomeName(m, named, leg.outcomeKey)}{" "}
              <span className="figures">{formatOdds(bet.odds, oddsFormat)}</span>
            </>
          )}
        </span>
        <span className="justify-self-end">
          {!another && state && <LegStateBadge legState={state} sportId={leg.event.sportId} />}
        </span>
        <span className="truncate text-muted text-xs">{another ? summary : marketFamilyName(m, named)}</span>
        <span className="text-right text-muted text-xs">
          <Amount minor={bet.stake} currency={currency} />
        </span>
        <span className="truncate text-faint text-xs">
          {leg.event.name}
          {events > 1 ? ` +${events - 1}` : score ? ` ${score}` : ""}
        </span>
        <span className="text-right text-xs">
          {t.rich("toReturn", { amount: () => <Amount minor={returnByLegs(bet)} currency={currency} /> })}
        </span>
      </PageLink>
      <div className="flex items-center gap-1 px-4 pb-2.5 empty:hidden">
        <span className="min-w-0 flex-1 empty:hidden">
          <CashOutButton bet={bet} wide />
        </span>
        <EditButton bet={bet} wide />
      </div>
    </li>
  );
}

/** The offers are read when the list is shown. */
const NONE_YET: CashOut[] = [];

/** The player's open bets beside the slip: what all of them come to, and the newest, a row each, to cash out in place. */
export function OpenBets({
  read,
  cashOut,
  onChange,
}: {
  read: Read;
  cashOut: CashOutActions;
  /** A bet has another automatic cash-out, which nothing else announces. */
  onChange: () => void;
}) {
  const t = useTranslations("betslip");
  const bets = useTranslations("bets");
  const [first] = read.bets;
  const shown = useMemo(() => read.bets.map(followed), [read.bets]);
  if (!first)
    return (
      <Empty icon={ReceiptText} title={bets("noOpen")}>
        {bets("noOpenHint")}
      </Empty>
    );
  const currency = first.currency as Currency;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p className="shrink-0 border-b bg-raised/50 px-4 py-2.5 text-muted text-sm">
        {t.rich("openHead", {
          count: read.count,
          stake: () => <Amount minor={read.stake} currency={currency} />,
          potential: () => <Amount minor={read.potentialReturn} currency={currency} />,
        })}
      </p>
      <CashOuts
        bets={shown}
        first={NONE_YET}
        {...cashOut}
        setAuto={async (input) => {
          const answer = await cashOut.setAuto(input);
          if (answer.ok) onChange();
          return answer;
        }}
      >
        <ul className="min-h-0 flex-1 divide-y overflow-y-auto">
          {read.bets.map((bet) => (
            <OpenBet key={bet.id} bet={bet} />
          ))}
        </ul>
      </CashOuts>
      <div className="shrink-0 border-t p-3">
        <PageLink href="/bets" className={buttonClass({}, "w-full")}>
          {t("see")}
        </PageLink>
      </div>
    </div>
  );
}
