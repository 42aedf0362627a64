"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "../ui/button-class.ts";
import { Empty } from "../ui/empty.tsx";

/** What a fault looks like: what is safe, what to do, and the reference that finds it in the log. */
export function Broken({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  // A page that is older than the site asks for scripts that are gone: only the whole page helps.
  const retry = () => (error.name === "ChunkLoadError" ? location.reload() : reset());
  return (
    <div role="alert">
      <Empty
        icon={CircleAlert}
        title={t("errorTitle")}
        action={
          <button type="button" onClick={retry} className={buttonClass({ kind: "primary" })}>
            {common("retry")}
          </button>
        }
      >
        {t("error", { reference: error.digest ?? t("noReference") })}
      </Empty>
    </div>
  );
}
