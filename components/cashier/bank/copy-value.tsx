"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { announce } from "#components/ui/announcer.tsx";
import { Button } from "#components/ui/button.tsx";

/** A value to type elsewhere, with a button that copies it without the spaces that make it readable. */
export function CopyValue({ label, shown, value }: { label: string; shown: string; value: string }) {
  const t = useTranslations("bank");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      announce(t("copied"));
    } catch {
      announce(t("copyFailed"));
    }
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="flex items-center justify-between gap-3 px-4 py-2.5 sm:px-6">
      <div className="min-w-0">
        <p className="text-muted text-xs">{label}</p>
        <p className="wrap-anywhere figures select-all font-medium">{shown}</p>
      </div>
      <Button aria-label={t("copy", { what: label })} kind="quiet" onClick={copy} size="icon">
        <Icon aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
