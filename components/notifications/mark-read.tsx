"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";

/**
 * Marks the inbox that is shown as read, and loads it again when something new arrives. The page keeps showing what was new
 * until it is opened again.
 */
export function MarkNotificationsRead({
  mark,
  unread,
  newest,
}: {
  mark: (input: Record<string, never>) => Promise<unknown>;
  unread: boolean;
  /** When the newest notification on the page was made. */
  newest: number;
}) {
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown after a refresh is marked as well
  useEffect(() => {
    if (unread) void mark({}).catch(() => undefined);
  }, [mark, unread, newest]);
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (kind === "notification.created") router.refresh();
      },
      [router],
    ),
  );
  return null;
}
