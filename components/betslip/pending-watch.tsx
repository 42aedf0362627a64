"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { BetOutcome, PendingBet } from "#lib/sportsbook/betting/schema.ts";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { announce } from "../ui/announcer.tsx";
import { toasts } from "../ui/toast-store.ts";
import { useViewer } from "../viewer/provider.tsx";
import type { Viewer } from "../viewer/viewer.ts";
import { betOfWire } from "./builder/wire.ts";
import { quickBet } from "./quick-bet.ts";
import { showBetOutcome } from "./show-bet-outcome.ts";
import { type PendingSlipBet, slip } from "./store.ts";
import { useSlip } from "./use-slip.ts";

export type OutcomeAction = (asked: {
  account: string;
  betId: string;
}) => Promise<ActionResult<BetOutcome | null, never>>;

// The result usually arrives over the socket; polling is the fallback.
const ASK_AFTER_END_MS = 600;
const ASK_AGAIN_MS = 1_500;
// If two tabs are open, the visible one handles the result and announces it.
const HIDDEN_LATER_MS = 2_000;

const hiddenMs = (): number => (document.hidden ? HIDDEN_LATER_MS : 0);

type WatchProps = { account: string; pending: PendingSlipBet; outcome: OutcomeAction };

/** Reads out how a bet ended. With quick bet nobody looks at the slip: then it is shown over the page too. */
const useTell = () => {
  const t = useTranslations("betslip");
  return useCallback(
    (betId: string, how: "placed" | "notPlaced") => {
      const title = t(how, { count: 1 });
      announce(title);
      if (quickBet.current().on)
        toasts.show({ id: betId, tone: how === "placed" ? "good" : "bad", title, href: `/bets/${betId}` });
    },
    [t],
  );
};

// The countdown starts over only where there really is more time.
const SAME_END_MS = 1_000;

/** Shows the offer of a trader, and until when the player may answer it. */
const followReferral = (id: string, { offer, remainingMs }: PendingBet): void => {
  const before = slip.current().pending.find((one) => one.id === id);
  if (!before) return;
  const told = offer && { stake: offer.stake, odds: offer.odds?.toString() ?? null };
  const endsAt = Date.now() + remainingMs;
  const moved = Math.abs(endsAt - before.endsAt) > SAME_END_MS;
  if (!moved && JSON.stringify(before.referral?.offer ?? null) === JSON.stringify(told)) return;
  slip.waits(id, { endsAt: moved ? endsAt : before.endsAt, referral: { offer: told } });
};

function Watch({ account, pending, outcome }: WatchProps) {
  const tell = useTell();
  const { id, endsAt } = pending;
  const referred = pending.referral !== undefined;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  /** Handles the result. Returns in how many milliseconds to ask again, or null if there is nothing more to ask. */
  const ask = useCallback(async (): Promise<number | null> => {
    const answer = await outcome({ account, betId: id }).catch(() => null);
    if (!answer?.ok) return ASK_AGAIN_MS;
    const now = answer.value;
    if (now?.status === "pending") {
      if (now.reason === "referral") followReferral(id, now);
      return now.remainingMs + ASK_AFTER_END_MS;
    }
    const bet = slip.current().pending.find((one) => one.id === id)?.bet;
    // Another tab, or this one, may have handled it while the request was running.
    if (!bet || slip.owner() !== account) return null;
    if (!now) slip.ended(id);
    else {
      const shown = showBetOutcome(account, id, bet, now);
      if (shown) tell(id, shown);
    }
    return null;
  }, [account, id, outcome, tell]);

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
    askIn(Math.max(0, endsAt - Date.now()) + ASK_AFTER_END_MS + hiddenMs());
    return () => clearTimeout(timer.current);
  }, [askIn, endsAt]);

  // An offer may have been made while the page was away.
  useEffect(() => {
    if (referred) void ask();
  }, [ask, referred]);

  usePlayerNotices(
    useCallback(
      ({ kind, payload }) => {
        if (payload.betId === id && kind !== "bet.pending") askIn(hiddenMs());
      },
      [id, askIn],
    ),
  );
  return null;
}

/**
 * Follows pending bets to their end, whether the slip is open or not, after a reload, and on devices that they were
 * not placed on.
 */
export function PendingWatch({ outcome }: { outcome: OutcomeAction }) {
  const viewer = useViewer();
  return viewer && <PendingBets key={viewer.id} viewer={viewer} outcome={outcome} />;
}

function PendingBets({ viewer, outcome }: { viewer: Viewer; outcome: OutcomeAction }) {
  const { id: account, followed } = viewer;
  const t = useTranslations("betslip");
  const tell = useTell();
  const { pending } = useSlip();
  const count = pending.length;
  const known = useRef(0);
  useEffect(() => {
    if (slip.owner() !== account) return;
    for (const { id, bet: sent, delayMs, remainingMs, ended, reason } of followed) {
      const bet = betOfWire(sent);
      if (!ended)
        slip.follow({
          id,
          bet,
          delayMs,
          endsAt: Date.now() + remainingMs,
          ...(reason === "referral" && { referral: { offer: null } }),
        });
      else if (!slip.current().shown.includes(id))
        outcome({ account, betId: id })
          .then((answer) => {
            const end = answer.ok ? answer.value : null;
            const shown = end && end.status !== "pending" && showBetOutcome(account, id, bet, end);
            if (shown) tell(id, shown);
          })
          .catch(() => undefined);
    }
  }, [account, followed, outcome, tell]);
  useEffect(() => {
    if (count > known.current) announce(t("checking", { count }));
    known.current = count;
  }, [count, t]);
  return pending.map((one) => <Watch key={one.id} account={account} pending={one} outcome={outcome} />);
}
