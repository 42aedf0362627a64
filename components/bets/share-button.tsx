"use client";

import { Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";

/** Shares the selections of a bet, never its stake: with the phone's share sheet, else as text and link to paste. */
export function ShareButton({ text, path }: { text: string; path: string }) {
  const t = useTranslations("bets");
  const [done, setDone] = useState<"share" | "copied" | "shareFailed">("share");
  const share = async () => {
    const url = new URL(path, location.origin).href;
    try {
      if (typeof navigator.share === "function" && matchMedia("(pointer: coarse)").matches) {
        await navigator.share({ text, url });
        return;
      }
      await navigator.clipboard.writeText(`${text}\n${url}`);
      setDone("copied");
      announce(t("copied"));
    } catch (fault) {
      // Closing the phone's share sheet is no error.
      setDone(fault instanceof DOMException && fault.name === "AbortError" ? "share" : "shareFailed");
    }
  };
  return (
    <Button onClick={share}>
      <Share2 aria-hidden className="size-4" />
      {t(done)}
    </Button>
  );
}
