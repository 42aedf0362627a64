"use client";

import { catchError, type ErrorInfo } from "next/error";
import { useTranslations } from "next-intl";

/** What a fault looks like: what is safe, what to do, and the reference that finds it in the log. */
function Broken({ error, retry }: ErrorInfo) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  // A page that is older than the site asks for scripts that are gone: only the whole page helps.
  const outdated = error instanceof Error && error.name === "ChunkLoadError";
  const again = () => (outdated ? location.reload() : retry());
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
        onClick={again}
        className="mt-3 h-11 rounded-md bg-accent px-4 font-semibold text-on-accent hover:bg-accent-hover"
      >
        {common("retry")}
      </button>
    </div>
  );
}

/**
 * Shows a fault of the page in the frame of its layout. Stands in the layout and is no `error.tsx`: what that needs would be asked
 * for only while a page wakes up, and the waking would begin anew, hundreds of times, until it is there.
 */
export const CatchFaults = catchError((_props: object, info) => <Broken {...info} />);
