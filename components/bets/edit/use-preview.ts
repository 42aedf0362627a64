"use client";

import { useCallback, useEffect, useState } from "react";
import type { EditPreview } from "#lib/sportsbook/betting/schema.ts";
import { eventIdOfMarket, outcomeIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import { useStore } from "../../realtime/hooks.ts";
import { useViewer } from "../../viewer/provider.tsx";
import { useCashOuts } from "../cash-out/offers.tsx";
import type { DraftWire } from "./draft.ts";

const GATHER_MS = 250;
/** At most so often is a preview read because prices moved. */
const GAP_MS = 1_000;

type Read = { of: string; preview: EditPreview | null; ended: boolean };

/**
 * What an edit would come to, read again as the draft, the stake or a price of the selections changes. `current` says whether it is that of the
 * draft as it is now.
 * @param stake as typed; null for the value of the bet
 */
export const usePreview = (betId: string, wire: DraftWire, stake: string | null) => {
  const shared = useCashOuts();
  const store = useStore();
  const account = useViewer()?.id;
  const preview = shared?.preview;
  const asked = JSON.stringify({ ...wire, stake, legs: wire.legs.map((leg) => ({ ...leg, odds: "10000" })) });
  const [read, setRead] = useState<Read>({ of: "", preview: null, ended: false });
  const [again, setAgain] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` asks for the same once more.
  useEffect(() => {
    if (!account || !preview) return;
    const input = JSON.parse(asked) as DraftWire & { stake: string | null };
    if (input.legs.length === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let gone = false;
    const readNow = async () => {
      timer = undefined;
      last = Date.now();
      const legs = input.legs.map((leg) => ({ ...leg, odds: "10000" }));
      const answer = await preview({ account, betId, ...input, legs }).catch(() => null);
      if (gone) return;
      if (answer?.ok) setRead({ of: asked, preview: answer.value, ended: false });
      else if (answer?.refusal.code === "bet_ended") setRead((was) => ({ ...was, ended: true }));
    };
    const renew = (): void => {
      timer ??= setTimeout(readNow, Math.max(GATHER_MS, last + GAP_MS - Date.now()));
    };
    const stops = input.legs.flatMap(({ marketId, outcomeKey }) => [
      store.subscribeEvent(eventIdOfMarket(marketId), renew),
      store.subscribeMarket(marketId, renew),
      store.subscribePrice(outcomeIdOf(marketId, outcomeKey), renew),
    ]);
    renew();
    return () => {
      gone = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [account, preview, store, betId, asked, again]);

  const renew = useCallback(() => setAgain((count) => count + 1), []);
  return { preview: read.preview, current: read.of === asked, ended: read.ended, renew };
};
