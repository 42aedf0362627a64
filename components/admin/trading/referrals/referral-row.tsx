"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { isTyping, searchKey } from "#components/shell/search-key.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { useSecondsLeft } from "#components/ui/use-seconds-left.ts";
import { isCurrency, parseMinor } from "#lib/core/money.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import type {
  OfferReferralInput,
  OfferRefusal,
  QueuedReferral,
  ReferralRefusal,
  RuleReferralInput,
} from "#lib/sportsbook/betting/schema.ts";
import { refusalText } from "../../dialog.tsx";
import { type Format, makeFormat } from "../../format.ts";
import { marketName, outcomeName, type Translate } from "../../names.ts";
import { useSend } from "../use-send.ts";
import { CounterOffer } from "./counter-offer.tsx";

export type ReferralActions = {
  rule: (input: RuleReferralInput) => Promise<ActionResult<null, ReferralRefusal>>;
  offer: (input: OfferReferralInput) => Promise<ActionResult<null, OfferRefusal>>;
};

const ODDS_ONE = 10_000n;
const URGENT_SECONDS = 15;

/** What the bet adds to the house's result if it wins, in minor units of the base currency: only a single says so of its outcome. */
const effectOf = ({ legs, stake }: QueuedReferral, exchange: bigint): bigint | null => {
  const [leg, another] = legs;
  if (!leg || another) return null;
  return (((stake * (ODDS_ONE - leg.odds)) / ODDS_ONE) * exchange) / ODDS_ONE;
};

type LegProps = {
  leg: QueuedReferral["legs"][number];
  effect: bigint | null;
  base: string;
  format: Format;
};

function Leg({ leg, effect, base, format }: LegProps) {
  const t = useTranslations("admin.referrals");
  const tAdmin = useTranslations("admin") as unknown as Translate;
  return (
    <li className="grid gap-x-4 gap-y-0.5 md:grid-cols-[minmax(0,1fr)_8rem_12rem]">
      <span className="min-w-0">
        <span className="font-medium">
          {outcomeName(tAdmin, leg, leg.outcomeKey)}
          <span className="font-normal text-muted"> {marketName(tAdmin, leg)}</span>
        </span>
        <PageLink
          className="block truncate text-muted text-xs underline"
          href={`/admin/trading/${encodeURIComponent(leg.eventId)}` as Route}
        >
          {leg.event}
        </PageLink>
        {leg.running ? <Badge tone="warn">{t("live")}</Badge> : null}
      </span>
      <span className="figures">
        <span className="sr-only">{t("odds")} </span>
        {format.odds(leg.odds)}
        {leg.oddsNow === leg.odds ? null : (
          <span className="block text-down text-xs">
            {leg.oddsNow === null ? t("off") : t("now", { odds: format.odds(leg.oddsNow) })}
          </span>
        )}
      </span>
      <span className="figures md:text-right">
        <span className="text-muted text-xs">{t("exposure")}</span>{" "}
        <span className={leg.result < 0n ? "text-down" : undefined}>{format.money(leg.result, base)}</span>
        {effect === null ? null : (
          <span className="block text-muted text-xs">
            {t("withBet", { amount: format.money(leg.result + effect, base) })}
          </span>
        )}
      </span>
    </li>
  );
}

/** One referred bet, with its countdown and what a trader can do. The row takes the keys a, c and r while it has the focus. */
export function ReferralRow({
  bet,
  base,
  exchange,
  timeZone,
  done,
  rule,
  offer,
}: ReferralActions & {
  bet: QueuedReferral;
  base: string;
  exchange: bigint;
  timeZone: string;
  done: (what: "accept" | "refuse" | "offer", player: string) => void;
}) {
  const t = useTranslations("admin.referrals");
  const tAdmin = useTranslations("admin") as unknown as Translate;
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const format = makeFormat(useLocale(), timeZone);
  const [read, setRead] = useState(() => ({ from: bet, endsAt: Date.now() + bet.remainingMs }));
  if (read.from !== bet) setRead({ from: bet, endsAt: Date.now() + bet.remainingMs });
  const seconds = useSecondsLeft(read.endsAt);
  const [countering, setCountering] = useState(false);
  const [what, setWhat] = useState<"accept" | "refuse">("accept");
  const { pending, refusal, send } = useSend(() => done(what, bet.playerEmail));

  const decide = (accept: boolean): void => {
    if (pending) return;
    setWhat(accept ? "accept" : "refuse");
    send((idempotencyKey) => rule({ betId: bet.id, accept, idempotencyKey }));
  };
  const onKey = (event: KeyboardEvent<HTMLLIElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !searchKey.on()) return;
    if (event.key === "a") decide(true);
    else if (event.key === "r") decide(false);
    else if (event.key === "c" && !bet.offer) setCountering(true);
    else return;
    event.preventDefault();
  };
  const lineMinor = isCurrency(bet.currency) ? parseMinor(bet.lineStake, bet.currency) : null;
  const effect = effectOf(bet, exchange);
  return (
    <li
      aria-busy={pending}
      className="grid gap-3 p-3 focus-within:bg-raised/50 lg:grid-cols-[5rem_12rem_minmax(0,1fr)_auto]"
      onKeyDown={onKey}
    >
      <p
        className={`figures font-semibold text-lg ${seconds <= URGENT_SECONDS ? "text-down" : ""}`}
        role="timer"
      >
        {t("left", { seconds })}
      </p>
      <div className="min-w-0 text-sm">
        <PageLink
          className="wrap-anywhere font-medium underline"
          data-row-link
          href={`/admin/players/${bet.playerId}` as Route}
        >
          {bet.playerEmail}
        </PageLink>
        <span className="block text-muted text-xs">
          {t("factor", { percent: format.percent(bet.stakeFactorBp / Number(ODDS_ONE)) })}
        </span>
        <span className="figures block font-semibold">{format.money(bet.stake, bet.currency)}</span>
        {bet.lines > 1 && lineMinor !== null ? (
          <span className="block text-muted text-xs">
            {t("lines", { count: bet.lines, stake: format.money(lineMinor, bet.currency) })}
          </span>
        ) : null}
      </div>
      <div className="grid min-w-0 gap-2 text-sm">
        <ul className="grid gap-2">
          {bet.legs.map((leg) => (
            <Leg
              base={base}
              effect={effect}
              format={format}
              key={`${leg.marketId}:${leg.outcomeKey}`}
              leg={leg}
            />
          ))}
        </ul>
        <p className="text-muted text-xs">
          {tAdmin(`unplaced.code.${bet.limit.code}`)}
          {": "}
          {bet.limit.maximumStake === 0n
            ? t("noStake")
            : t("maximum", { stake: format.money(bet.limit.maximumStake, bet.currency) })}
        </p>
        {refusal ? (
          <p className="text-down text-xs" role="alert">
            {refusalText(tRefusal, refusal)}
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap items-start gap-2 lg:justify-end">
        <Button disabled={pending} kind="primary" onClick={() => decide(true)} size="sm">
          {t("accept")}
        </Button>
        {bet.offer ? (
          <Badge tone="accent">
            {bet.offer.odds === null
              ? t("offered", { stake: bet.offer.stake })
              : t("offeredOdds", { stake: bet.offer.stake, odds: format.odds(bet.offer.odds) })}
          </Badge>
        ) : (
          <CounterOffer
            bet={bet}
            done={() => done("offer", bet.playerEmail)}
            offer={offer}
            onOpenChange={setCountering}
            open={countering}
          />
        )}
        <Button disabled={pending} onClick={() => decide(false)} size="sm">
          {t("refuse")}
        </Button>
      </div>
    </li>
  );
}
