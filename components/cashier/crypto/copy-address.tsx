"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";

/** Copies an address, which nobody should type. */
export function CopyAddress({ address }: { address: string }) {
  const t = useTranslations("crypto");
  const [done, setDone] = useState<"copy" | "copied" | "copyFailed">("copy");
  const copy = async () => {
    let copied = true;
    try {
      // Absent from pages on plain http.
      await navigator.clipboard.writeText(address);
    } catch {
      copied = false;
    }
    setDone(copied ? "copied" : "copyFailed");
    announce(t(copied ? "copied" : "copyFailed"));
  };
  const Icon = done === "copied" ? Check : Copy;
  return (
    <Button onClick={copy} className="w-full">
      <Icon aria-hidden className="size-4" />
      {t(done)}
    </Button>
  );
}
