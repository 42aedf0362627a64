"use client";

import { useTranslations } from "next-intl";
import type { DismissProcessInput, DismissProcessRefusal } from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { ReasonDialog } from "./dialog.tsx";

/** Takes one process that is gone off the page. */
export function DismissProcess({
  instance,
  name,
  dismiss,
}: {
  instance: string;
  name: string;
  dismiss: (input: DismissProcessInput) => Promise<ActionResult<null, DismissProcessRefusal>>;
}) {
  const t = useTranslations("admin.processes");
  return (
    <ReasonDialog
      confirmLabel={t("dismiss")}
      label={
        <>
          {t("dismiss")}
          <span className="sr-only">{name}</span>
        </>
      }
      reasons={[]}
      small
      submit={({ note }) => dismiss({ instance, note })}
      title={t("dismissTitle", { name })}
    >
      <p className="text-muted">{t("dismissEffect")}</p>
    </ReasonDialog>
  );
}
