"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetOutcome } from "#lib/sportsbook/betting/schema.ts";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { announce } from "../ui/announcer.tsx";
import { betOfName } from "./lines.ts";
import { placement } from "./placement.ts";
import { slip, type Waiting } from "./store.ts";
import { taken } from "./use-place.ts";
import { useSlip } from "./use-slip.ts";

export type OutcomeAction = (asked: { betId: string }) => Promise<ActionResult<BetOutcome | null, never>>;

// The news usually comes over the socket; asking is for when it does not.
const ASK_AFTER_END_MS = 600;
const ASK_AGAIN_MS = 1_500;

function Watch({ name, bet, outcome }: { name: string; bet: Waiting; outcome: OutcomeAction }) {
  const t = useTranslations("betslip");
  const { id, endsAt } = bet;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  /** Takes the end in. Returns in how many milliseconds to ask again, or null when there is nothing more to ask. */
  const ask = useCallback(async (): Promise<number | null> => {
    const answer = await outcome({ betId: id }).catch(() => null);
    if (!answer?.ok) return ASK_AGAIN_MS;
    const now = answer.value;
    if (now?.status === "pending") return now.remainingMs + ASK_AFTER_END_MS;
    // Another tab, or this one, may have taken it in while the question was under way.
    if (!slip.current().waiting[name]) return null;
    if (now?.status === "accepted") {
      taken(now);
      announce(t("placed", { count: 1 }));
    } else if (now) {
      placement.refused({ bet: betOfName(name), refusal: now.refusal, waited: true });
      announce(t("notPlaced"));
    }
    slip.waited(name);
    return null;
  }, [id, name, outcome, t]);

  const askIn = useCallback(
    (ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(async () => {
        const again = await ask();
        if (again !== null) askIn(again);
      }, ms);
    },
    [ask],
  );

  useEffect(() => {
    askIn(Math.max(0, endsAt - Date.now()) + ASK_AFTER_END_MS);
    return () => clearTimeout(timer.current);
  }, [askIn, endsAt]);

  usePlayerNotices(
    useCallback(
      ({ kind, payload }) => {
        if (payload.betId === id && kind !== "bet.pending") askIn(0);
      },
      [id, askIn],
    ),
  );
  return null;
}

/** Follows bets in their in-play delay to their end, whether the slip is open or not, and after a reload too. */
export function PendingWatch({ outcome }: { outcome: OutcomeAction }) {
  return Object.entries(useSlip().waiting).map(([name, bet]) => (
    <Watch key={bet.id} name={name} bet={bet} outcome={outcome} />
  ));
}
