"use client";

import { ReceiptText } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import type { BetView, OpenBets as Read } from "#lib/sportsbook/betting/schema.ts";
import { bySelection, returnByLegs } from "#lib/sportsbook/betting/views.ts";
import { sportViews } from "#lib/sportsbook/sports/schema.ts";
import { BetName } from "../bets/bet-name.tsx";
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
            <BetName {...bySelection(bet)} />
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
          {another ? ` +${bet.legs.length - 1}` : score ? ` ${score}` : ""}
        </span>
        <span className="text-right text-xs">
          {t.rich("toReturn", { amount: () => <Amount minor={returnByLegs(bet)} currency={currency} /> })}
        </span>
      </PageLink>
    </li>
  );
}

/** The player's open bets beside the slip: what all of them come to, and the newest, a row each. */
export function OpenBets({ read }: { read: Read }) {
  const t = useTranslations("betslip");
  const bets = useTranslations("bets");
  const [first] = read.bets;
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
      <ul className="min-h-0 flex-1 divide-y overflow-y-auto">
        {read.bets.map((bet) => (
          <OpenBet key={bet.id} bet={bet} />
        ))}
      </ul>
      <div className="shrink-0 border-t p-3">
        <PageLink href="/bets" className={buttonClass({}, "w-full")}>
          {t("see")}
        </PageLink>
      </div>
    </div>
  );
}
