"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef } from "react";
import { useConnection, useStaff } from "#components/realtime/hooks.ts";
import type { StaffNotice } from "#lib/realtime/protocol.ts";
import { useRefresh } from "../ui/use-refresh.ts";
import { Dot } from "./dot.tsx";

// Staff pages read whole tables, so a busy match refreshes them this often at most …
const PAUSE_MS = 2_000;
// … and a quiet one still updates ages and clocks.
const IDLE_MS = 15_000;
// The list of bets is watched as bets come in, which no notice tells.
const BETS_MS = 3_000;

const TONE = { connecting: "plain", live: "up", stale: "warn" } as const;

// Pages that change with a match. The others are refreshed less often.
const MOVING = /^\/admin(?:\/trading(?:\/(?<eventId>[^/]+))?)?$/;

const concerns = (path: string, events: readonly { id: string }[]): boolean => {
  const moving = MOVING.exec(path);
  if (!moving) return false;
  const eventId = moving.groups?.eventId;
  return eventId === undefined || events.some(({ id }) => id === decodeURIComponent(eventId));
};

/**
 * Refreshes the page when its data has changed, and shows whether the connection is up. Waits while a dialog is open,
 * the page is hidden or the last refresh is running.
 */
export function LiveRefresh() {
  const t = useTranslations("admin.live");
  const path = usePathname();
  const connection = useConnection();
  // Only pages of players are polled for.
  const line = connection.status === "polling" ? "stale" : connection.status;
  const { refresh: readAgain, pending } = useRefresh();
  const state = useRef({
    busy: false,
    last: 0,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });

  useEffect(() => {
    state.current.busy = pending;
  }, [pending]);

  const refresh = useCallback(() => {
    const held = state.current;
    clearTimeout(held.timer);
    const run = (): void => {
      held.timer = setTimeout(run, path === "/admin/bets" ? BETS_MS : IDLE_MS);
      if (held.busy || document.hidden || document.querySelector("[role=dialog]")) return;
      held.last = Date.now();
      readAgain();
    };
    held.timer = setTimeout(run, Math.max(0, held.last + PAUSE_MS - Date.now()));
  }, [path, readAgain]);

  useStaff(
    useCallback(
      (notices: StaffNotice[], events: { id: string }[]) => {
        if (notices.length > 0 || concerns(path, events)) refresh();
      },
      [path, refresh],
    ),
  );
  useEffect(() => {
    const held = state.current;
    held.last = Date.now();
    held.timer = setTimeout(refresh, IDLE_MS);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearTimeout(held.timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [refresh]);

  return (
    <span className="inline-flex items-center gap-1.5 text-muted text-xs">
      <Dot tone={TONE[line]} />
      {t(line)}
    </span>
  );
}
