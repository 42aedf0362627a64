"use client";

import { useEffect, useState } from "react";
import type { Lookup, LookupInput } from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";

/** Letters that follow each other faster than this are one question. */
const PAUSE_MS = 120;

export type LookupAction = (input: LookupInput) => Promise<ActionResult<Lookup, never>>;

/**
 * What a text finds; the last answer stays while the next one is on its way. Answers to an older text are dropped.
 * @param round another number asks again
 */
export const useLookup = (
  text: string,
  round: number,
  lookup: LookupAction,
): { found: Lookup | null; busy: boolean } => {
  const [answer, setAnswer] = useState<{ found: Lookup | null; of: string } | null>(null);
  const asked = `${round} ${text}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the round asks again
  useEffect(() => {
    if (text === "") return;
    let left = false;
    const timer = setTimeout(() => {
      lookup({ text }).then(
        (given) => {
          if (!left) setAnswer({ found: given.ok ? given.value : null, of: asked });
        },
        () => {
          if (!left) setAnswer({ found: null, of: asked });
        },
      );
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text, round, lookup]);
  return text === ""
    ? { found: null, busy: false }
    : { found: answer?.found ?? null, busy: answer?.of !== asked };
};
