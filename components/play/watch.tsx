"use client";

import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useCallback, useEffect } from "react";
import type { ActionResult } from "#lib/platform/schema.ts";
import { usePlayer, usePlayerNotices } from "../realtime/hooks.ts";
import { useViewer } from "../viewer/provider.tsx";
import { play, usePlay } from "./store.ts";

export type AnswerCheck = (input: object) => Promise<ActionResult<null, { code: "break_not_over" }>>;

/** A page that is looked at says so this often; the play session of a player who is not seen for three times as long is over. */
const SEEN_EVERY_MS = 5 * 60_000;
const TIMER_MS_MAX = 2 ** 31 - 1;
const GATHER_MS = 800;
const CHANGES: ReadonlySet<string> = new Set(["play.changed", "limit.changed"]);

const Stopped = dynamic<{ answer: AnswerCheck; signOut: () => Promise<void>; path: string }>(
  () => import("./stopped.tsx").then(({ Stopped }) => Stopped),
  { ssr: false },
);

/**
 * Keeps this page in step with the player's time on the site: says that the page is looked at, asks the moment that play is to stop, and hears
 * of it from other devices. What stops play lies over the page then. The server refuses bets whatever a page shows.
 */
export function PlayWatch({ answer, signOut }: { answer: AnswerCheck; signOut: () => Promise<void> }) {
  const viewer = useViewer();
  const path = usePathname();
  const held = usePlay();
  useEffect(() => play.set(viewer?.play ?? null), [viewer]);

  const stop = held?.view.stop ?? null;
  const totals = held?.view.totals ?? null;
  useEffect(() => {
    if (!stop) return;
    // Not every page knows what was staked; whoever is stopped reads it.
    if (stop.inMs === 0) return totals ? undefined : void play.refresh();
    const timer = setTimeout(play.refresh, Math.min(stop.inMs + 20, TIMER_MS_MAX));
    return () => clearTimeout(timer);
  }, [stop, totals]);

  const known = viewer !== null;
  useEffect(() => {
    if (!known) return;
    const looked = () => void play.refresh();
    const timer = setInterval(() => document.hidden || looked(), SEEN_EVERY_MS);
    document.addEventListener("visibilitychange", looked);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", looked);
    };
  }, [known]);

  usePlayerNotices(useCallback(({ kind }) => void (CHANGES.has(kind) && play.refresh()), []));

  const shown = held?.view.shows.netPosition ?? false;
  const version = usePlayer().balance?.version ?? null;
  useEffect(() => {
    if (!shown || version === null) return;
    const timer = setTimeout(play.refresh, GATHER_MS);
    return () => clearTimeout(timer);
  }, [shown, version]);

  return stop?.inMs === 0 ? <Stopped answer={answer} signOut={signOut} path={path} /> : null;
}
