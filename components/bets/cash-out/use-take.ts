"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { uuidv7 } from "#lib/core/id.ts";
import type { ActionRefusal } from "#lib/platform/schema.ts";
import type { CashedOut, CashOutRefusal } from "#lib/sportsbook/betting/schema.ts";
import { useViewer } from "../../viewer/provider.tsx";
import { useCashOuts } from "./offers.tsx";

export type TakeRefusal = CashOutRefusal | ActionRefusal | { code: "unknown" };

/** Sends one cash-out of a bet. A retry after an answer that was lost has the key of the first try. */
export const useTake = (betId: string, onDone: (taken: CashedOut) => void) => {
  const shared = useCashOuts();
  const account = useViewer()?.id;
  const router = useRouter();
  const key = useRef<string>(undefined);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<TakeRefusal | null>(null);

  const take = async (amount: bigint, part: number): Promise<void> => {
    if (!shared || !account || pending) return;
    setPending(true);
    setRefusal(null);
    key.current ??= uuidv7();
    const answer = await shared
      .take({ account, betId, idempotencyKey: key.current, amount: amount.toString(), part })
      .catch(() => null);
    setPending(false);
    const known = answer?.ok || (answer && answer.refusal.code !== "fault");
    if (known) key.current = undefined;
    if (answer?.ok) {
      onDone(answer.value);
      router.refresh();
      return;
    }
    setRefusal(answer?.refusal ?? { code: "unknown" });
    shared.renew();
  };
  return { take, pending, refusal, forget: () => setRefusal(null) };
};
