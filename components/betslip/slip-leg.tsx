"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, Lock, X } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds, formatOddsMove } from "#lib/i18n/odds-format.ts";
import { eventIdOfMarket, marketRefOf } from "#lib/sportsbook/markets/market-ids.ts";
import { EventClock } from "../event/event-clock.tsx";
import { suspensionReason } from "../event/suspension-reason.ts";
import { useEvent, useOutcome } from "../realtime/hooks.ts";
import { usePageContext } from "../shell/page-context.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type SlipLegChoice, slip } from "./store.ts";
import type { LegNow } from "./use-legs.ts";

/** One selection: its name, the state of its match, its current odds and the odds before. */
export function SlipLeg({
  leg,
  now,
  ask,
  clash,
  error,
}: {
  leg: SlipLegChoice;
  now: LegNow;
  /** The odds changed and the player wants to be asked. */
  ask: boolean;
  clash: boolean;
  error: string | null;
}) {
  const t = useTranslations("betslip");
  const m = useTranslations("sports");
  const { oddsFormat } = usePageContext();
  const event = useEvent(eventIdOfMarket(leg.marketId));
  const suspension = useOutcome(now.id)?.suspension;
  const named = {
    sportId: event?.competition.sportId,
    ...marketRefOf(leg.marketId),
    participants: event ? namesOf(event) : [],
  };
  const outcome = outcomeName(m, named, leg.outcomeKey);
  const gone = now.status === "unavailable" || now.status === "settled";
  const suspended = now.status === "suspended";
  const shown = now.odds ?? leg.odds;
  const higher = BigInt(shown) > BigInt(leg.odds);
  const odds = formatOddsMove(BigInt(leg.odds), BigInt(shown), oddsFormat);
  const reason =
    suspension && suspension.source !== "staff"
      ? suspensionReason(m, event?.competition.sportId, suspension.reason)
      : null;
  const state =
    error ??
    (gone ? t("gone") : suspended ? (reason ? t("suspendedWhy", { reason }) : t("suspended")) : null);

  return (
    <li
      className={clsx(
        "relative py-3 pr-3 pl-4",
        gone || error ? "bg-down-wash/40" : clash && "bg-warn-wash/50",
      )}
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          {event ? (
            <>
              <p className="font-semibold leading-snug">{outcome}</p>
              <p className="text-muted text-sm">{marketFamilyName(m, named)}</p>
              <p className="mt-1 flex items-center gap-2 text-faint text-xs">
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
              <Skeleton className="h-4 w-32" />
              <Skeleton className="h-3 w-24" />
              <Skeleton className="h-3 w-40" />
            </div>
          )}
        </div>
        <div className="figures w-16 shrink-0 pt-px text-right">
          <span
            className={clsx(
              "flex items-center justify-end gap-1 font-semibold",
              gone && "text-faint line-through",
              now.status === "unknown" && "text-faint",
              ask && (higher ? "text-up" : "text-down"),
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
            {ask ? odds.now : formatOdds(BigInt(shown), oddsFormat)}
          </span>
          {ask && !gone && <span className="block text-faint text-xs">{t("was", { price: odds.was })}</span>}
        </div>
        <button
          type="button"
          onClick={() => slip.remove([now.id])}
          aria-label={t("remove", { outcome })}
          className="-my-2.5 -mr-2 grid size-11 shrink-0 place-items-center rounded-md text-faint hover:bg-raised hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      {state && (
        <p
          role={error ? "alert" : "status"}
          className={clsx("mt-1.5 font-medium text-xs", gone || error ? "text-down" : "text-warn")}
        >
          {state}
        </p>
      )}
    </li>
  );
}
