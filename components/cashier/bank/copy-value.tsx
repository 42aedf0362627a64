"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useCopy } from "#components/ui/use-copy.ts";

/** A value to type elsewhere, with a button that copies it without the spaces that make it readable. */
export function CopyValue({ label, shown, value }: { label: string; shown: string; value: string }) {
  const t = useTranslations("bank");
  const { outcome, copy } = useCopy({ copied: t("copied"), failed: t("copyFailed") });
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <div className="flex items-center justify-between gap-3 px-4 py-2.5 sm:px-6">
      <div className="min-w-0">
        <p className="text-muted text-xs">{label}</p>
        <p className="wrap-anywhere figures select-all font-medium">{shown}</p>
        {outcome === "failed" && <p className="text-muted text-xs">{t("copyFailed")}</p>}
      </div>
      <Button aria-label={t("copy", { what: label })} kind="quiet" onClick={() => copy(value)} size="icon">
        <Icon aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
