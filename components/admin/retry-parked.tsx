"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

/** Delivers parked events again and refreshes the page. */
export function RetryParked({ retry }: { retry: (input: Record<string, never>) => Promise<unknown> }) {
  const t = useTranslations("admin.parked");
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      kind="outline"
      onClick={() =>
        start(async () => {
          await retry({});
          router.refresh();
        })
      }
      pending={pending}
      size="sm"
    >
      {t("retry")}
    </Button>
  );
}
