"use client";

import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { BetLeg } from "./bet-leg.tsx";
import { BetProgress } from "./bet-progress.tsx";
import { useLegStates } from "./use-leg-states.ts";

/** The selections of a bet in their current state, and the progress of an accumulator. */
export function BetLegs({ bet }: { bet: Pick<BetView, "legs" | "status" | "kind"> }) {
  const legStates = useLegStates(bet.legs);
  const open = bet.status === "open";
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
            badge={open || bet.legs.length > 1}
          />
        ))}
      </ul>
    </>
  );
}
