"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

export default function AdminError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  const t = useTranslations("admin.error");
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="font-semibold text-xl">{t("title")}</h1>
      <p className="text-muted text-sm">{t("lead", { reference: error.digest ?? "–" })}</p>
      <Button kind="primary" onClick={retry}>
        {t("again")}
      </Button>
    </div>
  );
}
