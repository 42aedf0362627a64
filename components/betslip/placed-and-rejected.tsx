"use client";

import { CircleCheck, X } from "lucide-react";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import type { Currency } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { Amount } from "../ui/amount.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { BetLine } from "./bet-line.tsx";
import { costOf } from "./lines.ts";
import { type BetReceipt, placement, type RefusedBet } from "./placement.ts";
import { useWaitedRefusalText } from "./refusal-text.ts";
import { slip } from "./store.ts";

/** Placed bets in one line while there is more on the slip: the bet, or how many. */
export function PlacedLines({ placed }: { placed: readonly BetReceipt[] }) {
  const t = useTranslations("betslip");
  const [bet, another] = placed;
  if (!bet) return null;
  const text = t("placed", { count: placed.length });
  return (
    <div className="flex shrink-0 items-center gap-2.5 border-b py-1 pr-1.5 pl-4 text-sm">
      <CircleCheck aria-hidden className="size-4 shrink-0 text-up" />
      <PageLink
        href={(another ? "/bets" : `/bets/${bet.id}`) as Route}
        className="min-w-0 flex-1 py-1.5 hover:underline"
      >
        {another ? (
          <span className="font-medium">{text}</span>
        ) : (
          <BetLine
            legs={bet.legs}
            system={bet.system}
            builder={bet.builder}
            note={
              <>
                {text}, <Amount minor={bet.stake} currency={bet.currency as Currency} />
              </>
            }
          />
        )}
      </PageLink>
      <button
        type="button"
        onClick={() => placement.read()}
        aria-label={t("dismiss")}
        className="grid size-11 shrink-0 place-items-center rounded-md text-faint hover:bg-raised hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

/** A bet that was rejected while the player went on with the next one: the reason, and a way to put it back. */
export function RefusedLine({ refused, currency }: { refused: RefusedBet; currency: Currency }) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const why = useWaitedRefusalText(currency);
  return (
    <li className="p-3 pb-0 last:pb-3">
      <Notice
        tone="bad"
        action={
          <>
            <Button
              size="sm"
              onClick={() => {
                slip.putBack(refused.bet);
                placement.dismiss(refused);
              }}
            >
              {t("putBack")}
            </Button>
            <Button size="sm" kind="quiet" onClick={() => placement.dismiss(refused)}>
              {t("dismiss")}
            </Button>
          </>
        }
      >
        <span className="mb-1 block text-ink">
          <BetLine
            legs={refused.bet.legs}
            system={refused.bet.system}
            builder={refused.bet.builder}
            note={
              refused.bet.freeBet === undefined
                ? formatMoney(locale, { currency, minor: costOf(refused.bet, currency) })
                : t("freeBet.name")
            }
          />
        </span>
        {why(refused.refusal)}
      </Notice>
    </li>
  );
}
