"use client";

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { buttonClass } from "../ui/button.tsx";
import { PageLink } from "../ui/page-link.tsx";
import { useViewer } from "../viewer/provider.tsx";

/** The server counts no further. */
const COUNT_MAX = 99;

type Count = { of: object | null; unread: number };

/** How many notifications the viewer has not read: as the site said, and from then on as messages say. */
const useUnread = (): number => {
  const viewer = useViewer();
  const known: Count = { of: viewer, unread: viewer?.unread ?? 0 };
  const [held, setCount] = useState(known);
  const count = held.of === viewer ? held : known;
  if (held !== count) setCount(count);
  usePlayerNotices(
    useCallback(({ kind, payload }) => {
      if (kind === "notification.created")
        setCount((now) => ({ ...now, unread: now.unread + Number(payload.unread) }));
      if (kind === "notification.read") setCount((now) => ({ ...now, unread: 0 }));
    }, []),
  );
  return count.unread;
};

/** The way to the inbox, with the number of unread notifications. */
export function NotificationBell() {
  const t = useTranslations("shell");
  const unread = useUnread();
  const shown = unread > COUNT_MAX ? `${COUNT_MAX}+` : String(unread);
  return (
    <PageLink
      href="/notifications"
      aria-label={t("notifications", { count: unread, shown })}
      className={buttonClass({ kind: "quiet", size: "icon" }, "relative")}
    >
      <Bell aria-hidden className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden
          className="figures absolute top-1 right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-2xs text-on-accent"
        >
          {shown}
        </span>
      )}
    </PageLink>
  );
}
