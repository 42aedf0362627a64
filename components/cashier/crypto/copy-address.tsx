"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useCopy } from "#components/ui/use-copy.ts";

const LABEL = { copied: "copied", failed: "copyFailed" } as const;

/** Copies an address: one that is typed by hand is easily mistyped. */
export function CopyAddress({ address }: { address: string }) {
  const t = useTranslations("crypto");
  const { outcome, copy } = useCopy({ copied: t("copied"), failed: t("copyFailed") });
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <Button onClick={() => copy(address)} className="w-full">
      <Icon aria-hidden className="size-4" />
      {t(outcome ? LABEL[outcome] : "copy")}
    </Button>
  );
}
