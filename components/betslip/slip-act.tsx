"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { money } from "#lib/kernel/money.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { placement } from "./placement.ts";
import { slip } from "./store.ts";
import type { SlipView } from "./use-slip-view.ts";

/** The slip's one button: places the bet, or does what must come before that. */
export function SlipAct({
  view,
  sending,
  doubtful,
  onPlace,
}: {
  view: SlipView;
  sending: boolean;
  /** A bet was sent and not answered: first that. */
  doubtful: boolean;
  onPlace: () => void;
}) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const path = usePathname();
  const { held, currency, figures, toSend, asking, goneIds, short, offline } = view;

  if (!view.player)
    return (
      <div className="grid gap-1.5">
        <PageLink
          href={`/sign-in?next=${encodeURIComponent(path)}` as Route}
          className={buttonClass({ kind: "primary", size: "lg" })}
        >
          {t("signIn")}
        </PageLink>
        <p className="text-center text-faint text-xs">{t("signInHint")}</p>
      </div>
    );
  if (asking > 0)
    return (
      <div className="grid gap-1.5">
        <p role="status" className="text-center font-medium text-sm text-warn">
          {t("changed", { count: asking })}
        </p>
        <Button
          kind="primary"
          size="lg"
          onClick={() => {
            placement.over(held.legs);
            slip.agree(
              new Map(view.legs.flatMap(({ live }) => (live.odds ? [[live.id, live.odds] as const] : []))),
            );
          }}
        >
          {t("accept", { count: asking })}
        </Button>
      </div>
    );
  if (goneIds.length > 0)
    return (
      <Button
        kind="primary"
        size="lg"
        onClick={() => {
          placement.over(held.legs);
          slip.remove(goneIds);
        }}
      >
        {t("removeGone")}
      </Button>
    );
  if (short)
    return (
      <div className="grid gap-1.5">
        <p role="status" className="text-center text-muted text-sm">
          {t("refusal.insufficient_funds", { amount: formatMoney(locale, short) })}
        </p>
        <PageLink
          href={`/cashier?next=${encodeURIComponent(path)}` as Route}
          className={buttonClass({ kind: "primary", size: "lg" })}
        >
          {t("deposit")}
        </PageLink>
      </div>
    );

  const words = () => {
    if (sending) return t("placing");
    if (view.fetching && !offline) return t("fetching");
    if (!figures) return t("placeEmpty");
    const amount = formatMoney(locale, money(currency, figures.totalStake));
    return toSend.length > 1 ? t("placeMany", { count: toSend.length, amount }) : t("place", { amount });
  };
  return (
    <div className="grid gap-1.5">
      <Button
        kind="primary"
        size="lg"
        pending={sending}
        disabled={!figures || view.stopped || view.shared.size > 0 || offline || doubtful}
        onClick={onPlace}
        className="figures"
      >
        {words()}
      </Button>
      {view.delayMs > 0 && (
        <p className="text-center text-muted text-xs">
          {t("delay", { seconds: Math.ceil(view.delayMs / 1_000) })}
        </p>
      )}
      {offline && (
        <p role="status" className="text-center text-warn text-xs">
          {t(view.online ? "stale" : "offline")}
        </p>
      )}
    </div>
  );
}
