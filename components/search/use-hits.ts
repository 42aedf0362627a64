"use client";

import { useEffect, useState } from "react";
import type { SearchHits } from "#lib/sportsbook/search/schema.ts";

/** Letters that follow each other faster than this are one question. */
const PAUSE_MS = 60;

/** What a text finds; null until the first answer, and while there is no text. Answers to an older text are dropped. */
export const useHits = (text: string): { hits: SearchHits; of: string } | null => {
  const [answer, setAnswer] = useState<{ hits: SearchHits; of: string } | null>(null);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") return;
    const left = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/search?${new URLSearchParams({ q: wanted })}`, {
          signal: left.signal,
        });
        if (response.ok) setAnswer({ hits: (await response.json()) as SearchHits, of: wanted });
      } catch {
        // Offline, or the next letter came first: Enter still asks the site for the page of results.
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [wanted]);
  return wanted === "" ? null : answer;
};
