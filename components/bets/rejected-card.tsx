"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type Currency, money, shortDecimalText } from "#lib/core/money.ts";
import type { RefusedBetView } from "#lib/sportsbook/betting/schema.ts";
import { bySelection, systemOfLines } from "#lib/sportsbook/betting/views.ts";
import { EVENT_STATUS } from "#lib/sportsbook/events/views.ts";
import { betOfWire } from "../betslip/builder/wire.ts";
import { useWaitedRefusalText } from "../betslip/refusal-text.ts";
import { Amount } from "../ui/amount.tsx";
import { Badge } from "../ui/badge.tsx";
import { Panel } from "../ui/panel.tsx";
import { AddToSlip } from "./add-to-slip.tsx";
import { BetLeg } from "./bet-leg.tsx";
import { BetName } from "./bet-name.tsx";
import { DetailsLink } from "./details-link.tsx";

const TAKES_BETS: readonly number[] = [EVENT_STATUS.notStarted, EVENT_STATUS.live];

/** A bet that was rejected after its in-play delay: the reason, the returned stake, and a way to try again. */
export function RejectedCard({ bet, whole = false }: { bet: RefusedBetView; whole?: boolean }) {
  const t = useTranslations("bets");
  const format = useFormatter();
  const currency = bet.currency as Currency;
  const system = systemOfLines(bet.legs.length, bet.lines);
  const why = useWaitedRefusalText(currency);
  const again = bet.legs.every(({ event }) => TAKES_BETS.includes(event.status));
  return (
    <Panel>
      <header className="flex min-h-11 items-center justify-between gap-3 border-b px-4">
        <p className="font-medium text-sm">
          <BetName {...bySelection(bet)} />
          <span className="ml-2 font-normal text-faint text-xs">
            {format.dateTime(bet.refusedAt, {
              day: "numeric",
              month: "short",
              hour: "2-digit",
              minute: "2-digit",
              hourCycle: "h23",
            })}
          </span>
        </p>
        <Badge tone="down">{t("notPlaced")}</Badge>
      </header>
      <ul className="divide-y">
        {bet.legs.map((leg) => (
          <BetLeg
            key={leg.marketId}
            leg={{ ...leg, part: "win", result: null, reason: null, deadHeat: null }}
            legState={{ state: "to_come" }}
            follow={whole}
            badge={false}
          />
        ))}
      </ul>
      <footer className="grid gap-3 border-t px-4 py-3 text-sm">
        <p>{why(bet.refusal)}</p>
        <div className="flex flex-wrap items-end gap-x-8 gap-y-2">
          <dl className="flex-1">
            <dt className="text-faint text-xs">{t("stakeBack")}</dt>
            <dd className="font-medium">
              <Amount minor={bet.stake} currency={currency} />
            </dd>
          </dl>
          {again && (
            <AddToSlip
              {...betOfWire({
                legs: bet.legs.map(({ marketId, outcomeKey, odds, builder }) => ({
                  marketId,
                  outcomeKey,
                  odds: odds.toString(),
                  ...(builder !== null && { builder }),
                })),
              })}
              stake={shortDecimalText(money(currency, bet.stake / BigInt(bet.lines.length)))}
              {...(system && { system })}
            />
          )}
          {!whole && <DetailsLink betId={bet.id} />}
        </div>
      </footer>
    </Panel>
  );
}
