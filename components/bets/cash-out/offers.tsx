"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import type {
  AutoCashOutRefusal,
  CashedOut,
  CashOut,
  CashOutRefusal,
  EditedBet,
  EditPreview,
  EditRefusal,
  OddsChoice,
} from "#lib/sportsbook/betting/schema.ts";
import { useStore } from "../../realtime/hooks.ts";
import { useViewer } from "../../viewer/provider.tsx";

/** The bet that an edit asks for; odds ×10⁻⁴ as text. */
type EditWire = {
  account: string;
  betId: string;
  legs: { marketId: string; outcomeKey: string; odds: string; builder?: number }[];
  system?: { sizes: number[]; bankers: number[] };
};

/** What the site does with open bets before their result. */
export type CashOutActions = {
  load: (asked: { account: string; betIds: string[] }) => Promise<ActionResult<CashOut[], never>>;
  take: (input: {
    account: string;
    betId: string;
    idempotencyKey: string;
    amount: string;
    part: number;
  }) => Promise<ActionResult<CashedOut, CashOutRefusal>>;
  setAuto: (input: {
    account: string;
    betId: string;
    target: string | null;
    stop: string | null;
  }) => Promise<ActionResult<{ target: bigint | null; stop: bigint | null }, AutoCashOutRefusal>>;
  preview: (
    input: EditWire & { stake: string | null },
  ) => Promise<ActionResult<EditPreview, { code: "bet_ended" }>>;
  edit: (
    input: EditWire & { idempotencyKey: string; value: string; stake: string; oddsChoice: OddsChoice },
  ) => Promise<ActionResult<EditedBet, EditRefusal>>;
};

/** An open bet, as far as its offer follows from it. */
export type FollowedBet = { id: string; legs: { eventId: string; marketId: string; outcomeKey: string }[] };

type Shared = CashOutActions & {
  offers: ReadonlyMap<string, CashOut>;
  /** Reads the offers again soon. */
  renew(): void;
};

const Context = createContext<Shared | null>(null);

export const useCashOuts = (): Shared | null => useContext(Context);

/** At most so often are the offers of a page read; a goal moves dozens of prices at once. */
const GAP_MS = 1_000;
const GATHER_MS = 120;

/** Keeps the offers of the bets on a page current: reads them again whenever a price, a market or a score of theirs has changed. */
export function CashOuts({
  bets,
  first,
  load,
  take,
  setAuto,
  preview,
  edit,
  children,
}: CashOutActions & { bets: readonly FollowedBet[]; first: readonly CashOut[]; children: ReactNode }) {
  const store = useStore();
  const account = useViewer()?.id;
  const [read, setRead] = useState({ from: first, offers: first });
  // A page that was rendered again brings newer offers than those read before.
  if (read.from !== first) setRead({ from: first, offers: first });
  const [asked, setAsked] = useState(0);
  const ids = bets.map(({ id }) => id).join(" ");

  useEffect(() => {
    if (!account || ids === "") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let gone = false;
    const readNow = async () => {
      timer = undefined;
      last = Date.now();
      if (document.hidden) return;
      const answer = await load({ account, betIds: ids.split(" ") }).catch(() => null);
      if (!gone && answer?.ok) setRead((before) => ({ ...before, offers: answer.value }));
    };
    const renew = () => {
      timer ??= setTimeout(readNow, Math.max(GATHER_MS, last + GAP_MS - Date.now()));
    };
    const stops = bets.flatMap(({ legs }) =>
      legs.flatMap(({ eventId, marketId, outcomeKey }) => [
        store.subscribeEvent(eventId, renew),
        store.subscribeMarket(marketId, renew),
        store.subscribePrice(`${marketId}:${outcomeKey}`, renew),
      ]),
    );
    document.addEventListener("visibilitychange", renew);
    // A list that came without offers reads them at once.
    if (asked > 0 || first.length === 0) renew();
    return () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", renew);
      for (const stop of stops) stop();
    };
  }, [store, account, ids, bets, first, load, asked]);

  const renew = useCallback(() => setAsked((count) => count + 1), []);
  const shared = useMemo(
    () => ({
      ...{ load, take, setAuto, preview, edit, renew },
      offers: new Map(read.offers.map((each) => [each.betId, each])),
    }),
    [load, take, setAuto, preview, edit, renew, read],
  );
  return <Context value={shared}>{children}</Context>;
}
