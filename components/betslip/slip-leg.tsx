"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Lock, X, Zap } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds, formatOddsMove } from "#lib/i18n/odds-format.ts";
import { EventClock } from "../event/event-clock.tsx";
import { suspensionReason } from "../event/suspension-reason.ts";
import { useNamed } from "../event/use-named.ts";
import { useOutcome } from "../realtime/hooks.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type SlipLegChoice, slip } from "./store.ts";
import { UNSEEN } from "./stored-slip.ts";
import type { LegNow } from "./use-legs.ts";

/** One selection: its name, the state of its match, its current odds and the odds before. */
export function SlipLeg({
  leg,
  now,
  ask,
  move,
  several,
  error,
  banker,
  stakeOf,
  children,
}: {
  leg: SlipLegChoice;
  now: LegNow;
  /** The odds changed and the player wants to be asked. */
  ask: boolean;
  /** The odds that the player has seen and the current ones, of the single or of the bets on several. */
  move: { was: string; now: string };
  several: boolean;
  error: string | null;
  /** Whether it is a banker; null where no system is offered. */
  banker: boolean | null;
  /** The stake of the bet on this selection alone, by the selection's name. */
  stakeOf: (outcome: string) => ReactNode;
  /** Below it: what the bet returns, or why it was refused. */
  children?: ReactNode;
}) {
  const t = useTranslations("betslip");
  const m = useTranslations("sports");
  const { oddsFormat } = usePageContext();
  const { event, named } = useNamed(leg.marketId);
  const suspension = useOutcome(now.id)?.suspension;
  const outcome = outcomeName(m, named, leg.outcomeKey);
  const gone = now.status === "unavailable" || now.status === "settled";
  const suspended = now.status === "suspended";
  const { boost } = now;
  const plain = formatOdds(BigInt(now.odds ?? leg.odds), oddsFormat);
  const shown = boost?.odds ?? now.odds ?? leg.odds;
  const higher = BigInt(move.now) > BigInt(move.was);
  const odds = formatOddsMove(BigInt(move.was), BigInt(move.now), oddsFormat);
  const reason =
    suspension && suspension.source !== "staff"
      ? suspensionReason(m, event?.competition.sportId, suspension.reason)
      : null;
  const state =
    error ??
    (gone ? t("gone") : suspended ? (reason ? t("suspendedWhy", { reason }) : t("suspended")) : null);

  return (
    <li className={clsx("relative py-3 pr-3 pl-4", (gone || error) && "bg-down-wash/40")}>
      <div className="flex items-start gap-1">
        <p className="min-w-0 flex-1 font-semibold leading-snug">
          {event ? outcome : <Skeleton className="h-4 w-32" />}
        </p>
        <div className="figures shrink-0 pt-px text-right">
          <span
            className={clsx(
              "flex items-center justify-end gap-1 font-semibold",
              gone && "text-faint line-through",
              now.status === "unknown" && "text-faint",
              ask && (higher ? "text-up" : "text-down"),
              boost && !ask && "text-accent-text",
            )}
          >
            {suspended && <Lock aria-hidden className="size-3.5 text-faint" />}
            {ask &&
              !gone &&
              (higher ? (
                <ArrowUp aria-hidden className="size-3.5" />
              ) : (
                <ArrowDown aria-hidden className="size-3.5" />
              ))}
            {boost && !ask && (
              <s className="font-normal text-muted text-xs">
                <span className="sr-only">{t("boost.plain")} </span>
                {plain}
              </s>
            )}
            {ask ? odds.now : shown === UNSEEN ? "–" : formatOdds(BigInt(shown), oddsFormat)}
          </span>
          {ask && !gone && <span className="block text-faint text-xs">{t("was", { price: odds.was })}</span>}
        </div>
        {banker !== null && (
          <button
            type="button"
            aria-pressed={banker}
            aria-label={t("banker", { outcome })}
            onClick={() => slip.toggleBanker(now.id)}
            className="group -my-2.5 -mr-2 ml-0.5 grid size-11 shrink-0 place-items-center"
          >
            <span className="grid size-6 place-items-center rounded-sm border border-line-strong font-bold text-muted text-xs group-hover:text-ink group-aria-pressed:border-ink group-aria-pressed:bg-ink group-aria-pressed:text-bg">
              {t("bankerLetter")}
            </span>
          </button>
        )}
        <button
          type="button"
          onClick={() => slip.remove([now.id])}
          aria-label={t("remove", { outcome })}
          className="-my-2.5 -mr-2 grid size-11 shrink-0 place-items-center rounded-md text-faint hover:bg-raised hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <div className="mt-1 flex items-center gap-3 pr-1">
        <div className="min-w-0 flex-1">
          {event ? (
            <>
              <p className="truncate text-muted text-sm">{marketFamilyName(m, named)}</p>
              <p className="mt-0.5 flex items-center gap-2 text-faint text-xs">
                <PageLink
                  href={`/events/${event.id}` as Route}
                  className="truncate hover:text-ink hover:underline"
                >
                  {event.name}
                </PageLink>
                <span className="shrink-0">
                  <EventClock event={event} />
                </span>
              </p>
            </>
          ) : (
            <div className="grid gap-1.5 py-1">
              <Skeleton className="h-3 w-24" />
              <Skeleton className="h-3 w-40" />
            </div>
          )}
        </div>
        {stakeOf(outcome)}
      </div>
      {boost && (
        <p className="mt-1.5 flex items-center gap-1 text-accent-text text-xs">
          <Zap aria-hidden className="size-3" />
          {several ? t("boost.singlesOnly", { price: plain }) : t("boost.name")}
        </p>
      )}
      {state && (
        <p
          role={error ? "alert" : "status"}
          className={clsx("mt-1.5 font-medium text-xs", gone || error ? "text-down" : "text-warn")}
        >
          {state}
        </p>
      )}
      {children}
    </li>
  );
}
