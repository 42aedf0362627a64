"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { uuidv7 } from "#lib/core/id.ts";
import type { ActionResult } from "#lib/platform/schema.ts";

type Coded = { code: string; reference?: string };

/** The request was sent, and no answer came. */
const NO_ANSWER: Coded = { code: "no_answer" };

/**
 * Sends a command of a popover under one key per opening, however often it is pressed, and reads the page again once it is done.
 * `refusal` is that of the last attempt.
 */
export const useSend = (done: () => void) => {
  const router = useRouter();
  const [pending, start] = useTransition();
  const [refusal, setRefusal] = useState<Coded | null>(null);
  const [key, setKey] = useState(uuidv7);
  return {
    pending,
    refusal,
    reset: (): void => {
      setRefusal(null);
      setKey(uuidv7());
    },
    send: (run: (idempotencyKey: string) => Promise<ActionResult<unknown, Coded>>): void =>
      start(async () => {
        const answer = await run(key).catch(() => ({ ok: false as const, refusal: NO_ANSWER }));
        if (answer.ok) {
          done();
          router.refresh();
          return;
        }
        setRefusal(answer.refusal as Coded);
        // Without an answer it may have been done: the same key is sent again.
        if (answer.refusal.code !== NO_ANSWER.code) setKey(uuidv7());
      }),
  };
};
