"use client";

import { useTranslations } from "next-intl";

/** Shows a fault of the page in the frame of its layout: what is safe, what to do, and the reference that finds it in the log. */
export function ErrorMessage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  // A page that is older than the site asks for scripts that are gone: only the whole page helps.
  const outdated = error instanceof Error && error.name === "ChunkLoadError";
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        className="mb-1 size-8 fill-none stroke-current stroke-[1.5] text-faint"
      >
        <circle cx="12" cy="12" r="10" />
        <path d="M12 8v4m0 4h.01" strokeLinecap="round" />
      </svg>
      <h1 className="font-semibold">{t("errorTitle")}</h1>
      <p className="max-w-sm text-muted text-sm">{t("error", { reference: digest ?? t("noReference") })}</p>
      <button
        type="button"
        onClick={outdated ? () => location.reload() : retry}
        className="mt-3 h-11 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
      >
        {common("retry")}
      </button>
    </div>
  );
}
