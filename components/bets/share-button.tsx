"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button.tsx";

/** Copies what was bet on and at which price, never for how much. */
export function ShareButton({ text }: { text: string }) {
  const t = useTranslations("bets");
  const [done, setDone] = useState<"share" | "copied" | "shareFailed">("share");
  return (
    <Button
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setDone("copied"),
          () => setDone("shareFailed"),
        )
      }
    >
      <Copy aria-hidden className="size-4" />
      <span role="status">{t(done)}</span>
    </Button>
  );
}
