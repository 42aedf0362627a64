"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { uuidv7 } from "#lib/core/id.ts";
import type { ActionRefusal } from "#lib/platform/schema.ts";
import type { EditedBet, EditPreview, EditRefusal } from "#lib/sportsbook/betting/schema.ts";
import { useSlip } from "../../betslip/use-slip.ts";
import { useViewer } from "../../viewer/provider.tsx";
import { useCashOuts } from "../cash-out/offers.tsx";
import type { DraftWire } from "./draft.ts";

export type SaveRefusal = EditRefusal | ActionRefusal | { code: "unknown" };

/** Sends an edit as its preview shows it. A retry after an answer that was lost has the key of the first try. */
export const useSave = (betId: string, onDone: (edited: EditedBet) => void) => {
  const shared = useCashOuts();
  const viewer = useViewer();
  const router = useRouter();
  const held = useSlip();
  const sent = useRef<{ what: string; key: string } | null>(null);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<SaveRefusal | null>(null);
  const oddsChoice = held.oddsChoice ?? viewer?.oddsChoice ?? "higher";

  const save = async (wire: DraftWire, preview: EditPreview): Promise<void> => {
    if (!shared || !viewer || pending || preview.value === null) return;
    setPending(true);
    setRefusal(null);
    const bet = {
      betId,
      value: preview.value.toString(),
      stake: preview.lineStake,
      oddsChoice,
      ...wire,
      legs: wire.legs.map((leg, at) => ({ ...leg, odds: (preview.legs[at]?.odds ?? 10_000n).toString() })),
    };
    const what = JSON.stringify(bet);
    if (sent.current?.what !== what) sent.current = { what, key: uuidv7() };
    const answer = await shared
      .edit({ account: viewer.id, idempotencyKey: sent.current.key, ...bet })
      .catch(() => null);
    setPending(false);
    if (answer && (answer.ok || answer.refusal.code !== "fault")) sent.current = null;
    if (answer?.ok) {
      onDone(answer.value);
      router.refresh();
    } else setRefusal(answer?.refusal ?? { code: "unknown" });
  };
  return { save, pending, refusal, forget: () => setRefusal(null) };
};
