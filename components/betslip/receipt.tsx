"use client";

import { CircleCheck } from "lucide-react";
import type { Route } from "next";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Currency } from "#lib/core/money.ts";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { STAMP } from "#lib/i18n/time-format.ts";
import type { PlacedBet } from "#lib/sportsbook/betting/schema.ts";
import { countLines, selectionsOf } from "#lib/sportsbook/betting/views.ts";
import { useBetName } from "../bets/bet-name.tsx";
import { useNamed } from "../event/use-named.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { Amount } from "../ui/amount.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { BetLine } from "./bet-line.tsx";
import type { BetReceipt } from "./placement.ts";

function ReceiptLeg({
  leg,
  priced,
  builder = false,
  plainOdds,
}: {
  leg: PlacedBet["legs"][number];
  priced: boolean;
  /** It is the first of a bet builder among other selections, and has the price of that. */
  builder?: boolean;
  /** What it was offered at beside the boost that the bet has. */
  plainOdds?: bigint | undefined;
}) {
  const t = useTranslations("betslip");
  const m = useTranslations("sports");
  const { oddsFormat } = usePageContext();
  const { event, named } = useNamed(leg.marketId);
  return (
    <li className="flex justify-between gap-3 py-1.5 text-sm">
      <span className="min-w-0">
        {builder && <span className="block text-muted text-xs">{t("name.builder")}</span>}
        <span className="block font-medium">{outcomeName(m, named, leg.outcomeKey)}</span>
        <span className="block truncate text-muted text-xs">{marketFamilyName(m, named)}</span>
        {event && <span className="block truncate text-faint text-xs">{event.name}</span>}
      </span>
      {priced && (
        <span className="figures text-right font-semibold">
          {formatOdds(leg.odds, oddsFormat)}
          {plainOdds !== undefined && (
            <span className="block font-normal text-accent-text text-xs">
              {t("boost.from", { price: formatOdds(plainOdds, oddsFormat) })}
            </span>
          )}
        </span>
      )}
    </li>
  );
}

/** The placed bets with their references, until the player dismisses them. */
export function Receipt({
  placed,
  all,
  onDone,
  onKeep,
}: {
  placed: readonly BetReceipt[];
  all: number;
  onDone: () => void;
  onKeep: () => void;
}) {
  const t = useTranslations("betslip");
  const format = useFormatter();
  const nameOf = useBetName();
  const { oddsFormat } = usePageContext();
  const receipt = useRef<HTMLElement>(null);

  // The pressed button is gone: keyboard focus continues here.
  useEffect(() => {
    if (document.activeElement === document.body) receipt.current?.focus({ preventScroll: true });
  }, []);

  return (
    <section ref={receipt} tabIndex={-1} className="border-b p-4 outline-none">
      <h3 role="status" className="flex items-center gap-2 font-semibold text-up">
        <CircleCheck aria-hidden className="size-5" />
        {placed.length === all
          ? t("placed", { count: placed.length })
          : t("placedSome", { placed: placed.length, all })}
      </h3>
      {placed.length > 1 && (
        <ul className="mt-3 divide-y border-line border-t">
          {placed.map((bet) => (
            <li key={bet.id}>
              <PageLink href={`/bets/${bet.id}` as Route} className="block py-2 text-sm hover:underline">
                <BetLine
                  legs={bet.legs}
                  system={bet.system}
                  builder={bet.builder}
                  note={<Amount minor={bet.stake} currency={bet.currency as Currency} />}
                />
              </PageLink>
            </li>
          ))}
        </ul>
      )}
      {placed.length === 1 &&
        placed.map((bet) => (
          <div key={bet.id} className="mt-3 border-line border-t pt-2">
            {bet.system && (
              <p className="flex justify-between gap-3 pb-1 font-semibold">
                {nameOf(selectionsOf(bet.legs).length, bet.system)}
                <span className="figures font-normal text-muted">
                  {t("linesCount", { count: countLines(selectionsOf(bet.legs).length, bet.system) })}
                </span>
              </p>
            )}
            {bet.builder !== undefined && <p className="pb-1 font-semibold">{t("name.builder")}</p>}
            <ul>
              {bet.legs.map((leg, at) => {
                const first = leg.builder === undefined || bet.legs[at - 1]?.builder !== leg.builder;
                return (
                  <ReceiptLeg
                    key={leg.marketId}
                    leg={leg}
                    priced={bet.builder === undefined && first}
                    builder={leg.builder !== undefined && first}
                    plainOdds={bet.plainOdds}
                  />
                );
              })}
            </ul>
            <dl className="mt-1 grid grid-cols-[1fr_auto] gap-y-1 border-line border-t pt-2 text-sm [&_dd]:text-right">
              <dt className="text-muted">{t(bet.freeBet ? "freeBet.name" : "stake")}</dt>
              <dd>
                <Amount minor={bet.stake} currency={bet.currency as Currency} />
              </dd>
              {bet.legs.length > 1 && !bet.system && (
                <>
                  <dt className="text-muted">{t("odds")}</dt>
                  <dd className="figures">{formatOdds(bet.odds - (bet.odds % 100n), oddsFormat)}</dd>
                </>
              )}
              <dt className="text-muted">{t("potentialReturn")}</dt>
              <dd className="font-semibold">
                <Amount minor={bet.potentialReturn} currency={bet.currency as Currency} />
              </dd>
              <dt className="text-muted">{t("placedAt")}</dt>
              <dd className="figures">{format.dateTime(bet.placedAt, STAMP)}</dd>
              <dt className="text-muted">{t("reference")}</dt>
              <dd className="figures">
                <PageLink href={`/bets/${bet.id}` as Route} className="underline underline-offset-2">
                  {bet.id.slice(-12)}
                </PageLink>
              </dd>
            </dl>
          </div>
        ))}
      <div className="mt-4 grid grid-cols-2 gap-2">
        <Button onClick={onDone} kind="primary" className="col-span-2">
          {t("done")}
        </Button>
        <Button onClick={onKeep}>{t("keep")}</Button>
        <PageLink href="/bets" className={buttonClass({})}>
          {t("see")}
        </PageLink>
      </div>
    </section>
  );
}
