"use client";

import { useTranslations } from "next-intl";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { bySelection } from "#lib/sportsbook/betting/views.ts";
import { BetLeg } from "./bet-leg.tsx";
import { BetOdds } from "./bet-odds.tsx";
import { BetProgress } from "./bet-progress.tsx";
import { useLegStates } from "./use-leg-states.ts";

/** The selections of a bet in their current state, and the progress of an accumulator. A builder among others has a line of its own. */
export function BetLegs({ bet }: { bet: Pick<BetView, "legs" | "status" | "kind" | "lines" | "plainOdds"> }) {
  const t = useTranslations("bets");
  const legStates = useLegStates(bet.legs);
  const open = bet.status === "open";
  const whole = bySelection(bet).builder;
  const heads = new Set(
    whole
      ? []
      : bet.legs.filter(
          ({ builder }, at) =>
            builder !== null && bet.legs.findIndex((each) => each.builder === builder) === at,
        ),
  );
  return (
    <>
      {open && bet.legs.length > 1 && <BetProgress legStates={legStates} />}
      <ul className="divide-y">
        {bet.legs.map((leg, at) => (
          <BetLeg
            key={leg.marketId}
            leg={leg}
            legState={legStates[at] ?? { state: "to_come" }}
            follow={open}
            plainOdds={bet.plainOdds}
            badge={open || bet.legs.length > 1}
            head={
              heads.has(leg) && (
                <p className="col-span-2 flex justify-between gap-4 text-muted text-sm">
                  {t("builder")}
                  <span className="figures font-semibold text-ink">
                    <BetOdds odds={leg.odds} />
                  </span>
                </p>
              )
            }
          />
        ))}
      </ul>
    </>
  );
}
