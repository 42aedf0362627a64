"use client";

import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { PageLink } from "./page-link.tsx";
import { type Toast, toasts, useToasts } from "./toast-store.ts";

const SHOWN_MS = 6_000;

const LOOK = {
  info: { Icon: Info, mark: "text-muted" },
  good: { Icon: CircleCheck, mark: "text-up" },
  bad: { Icon: CircleAlert, mark: "text-down" },
} as const;

function OneToast({ toast }: { toast: Toast }) {
  const t = useTranslations("common");
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toasts.dismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, held]);
  const { Icon, mark } = LOOK[toast.tone];
  const words = (
    <>
      <span className="block font-semibold">{toast.title}</span>
      {toast.detail && <span className="figures block text-muted">{toast.detail}</span>}
    </>
  );
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex animate-appear items-start gap-2.5 rounded-lg border border-line-strong bg-surface py-1 pr-1 pl-3.5 text-sm shadow-float"
    >
      <Icon aria-hidden className={clsx("mt-2.5 size-4 shrink-0", mark)} />
      {toast.href ? (
        <PageLink href={toast.href as Route} className="min-w-0 flex-1 py-2 hover:underline">
          {words}
        </PageLink>
      ) : (
        <p className="min-w-0 flex-1 py-2">{words}</p>
      )}
      <button
        type="button"
        aria-label={t("close")}
        onClick={() => toasts.dismiss(toast.id)}
        className="grid size-11 shrink-0 place-items-center rounded-md text-faint hover:bg-raised hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}

/** Where toasts appear: over the bar of a phone, else beside the slip. */
export function Toasts() {
  const t = useTranslations("common");
  const shown = useToasts();
  return (
    <section aria-label={t("news")} className="contents">
      <ol
        aria-live="polite"
        className="pointer-events-none fixed inset-x-3 bottom-[calc(7rem+env(safe-area-inset-bottom))] z-40 mx-auto grid max-w-sm gap-2 desk:inset-x-auto desk:right-96 desk:bottom-5 desk:w-88"
      >
        {shown.map((toast) => (
          <OneToast key={toast.id} toast={toast} />
        ))}
      </ol>
    </section>
  );
}
