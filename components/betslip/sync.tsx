"use client";

import { useEffect } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import { useViewer } from "../viewer/provider.tsx";
import { slip } from "./store.ts";
import { type Draft, draftOf } from "./stored-slip.ts";

type SlipActions = {
  save: (draft: Draft & { account: string }) => Promise<ActionResult<void, never>>;
  load: (asked: { account: string }) => Promise<ActionResult<Draft | null, never>>;
};

const SAVE_DELAY_MS = 1_200;

/** Saves a signed-in player's slip on the server, for their next device. This device's slip takes precedence. */
export function SlipSync({ save, load }: SlipActions) {
  const account = useViewer()?.id;
  useEffect(() => {
    if (!account) return;
    let saved = slip.version();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const write = () => {
      saved = slip.version();
      save({ account, ...draftOf(slip.current()) }).catch(() => undefined);
    };
    const unsubscribe = slip.subscribe(() => {
      if (slip.owner() !== account || slip.version() === saved) return;
      clearTimeout(timer);
      // An emptied slip must not come back on the next page, so it is saved at once.
      timer = setTimeout(write, slip.current().legs.length === 0 ? 0 : SAVE_DELAY_MS);
    });
    if (slip.current().legs.length > 0) write();
    else
      load({ account })
        .then((answer) => {
          if (
            gone ||
            slip.owner() !== account ||
            !answer.ok ||
            !answer.value ||
            slip.current().legs.length > 0
          )
            return;
          slip.replace(answer.value);
          saved = slip.version();
        })
        .catch(() => undefined);
    return () => {
      gone = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [account, save, load]);
  return null;
}
