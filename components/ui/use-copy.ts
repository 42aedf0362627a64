"use client";
import { useState } from "react";
import { announce } from "./announcer.tsx";

/** Copies texts to the clipboard, which browsers withhold from pages on plain http; what came of it is announced in the words given. */
export const useCopy = (words: { copied: string; failed: string }) => {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const copy = async (text: string): Promise<void> => {
    let copied: "copied" | "failed" = "copied";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copied = "failed";
    }
    setOutcome(copied);
    announce(words[copied]);
  };
  return { outcome, copy };
};
