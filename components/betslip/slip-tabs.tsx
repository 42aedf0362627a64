"use client";

import { clsx } from "clsx";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { OpenBets as Read } from "#lib/sportsbook/betting/schema.ts";
import type { CashOutActions } from "../bets/cash-out/offers.tsx";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useViewer } from "../viewer/provider.tsx";
import { freeBets, openBets, type SlipReads } from "./slip-reads.ts";
import { useSlip } from "./use-slip.ts";

const GATHER_MS = 400;

const Loading = () => (
  <div aria-busy className="grid gap-3 p-4">
    <Skeleton className="h-4" />
    <Skeleton className="h-14" />
    <Skeleton className="h-14" />
  </div>
);

const OpenBets = dynamic<{ read: Read; cashOut: CashOutActions; onChange: () => void }>(
  () => import("./open-bets.tsx").then((loaded) => loaded.OpenBets),
  { ssr: false, loading: Loading },
);

/** Reads the player's open bets and free bets while somebody may look at them, and again whenever one of them changes. */
const useRead = ({ openBets: loadBets, freeBets: loadFree }: SlipReads, wanted: boolean): (() => void) => {
  const account = useViewer()?.id;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const read = useCallback(() => {
    if (!account) return;
    void openBets.load(loadBets, account);
    void freeBets.load(loadFree, account);
  }, [account, loadBets, loadFree]);
  useEffect(() => {
    if (!account) {
      openBets.forget();
      freeBets.forget();
    } else if (wanted) read();
    return () => clearTimeout(timer.current);
  }, [account, wanted, read]);
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (!wanted || !/^(free_)?bet\./.test(kind)) return;
        clearTimeout(timer.current);
        timer.current = setTimeout(read, GATHER_MS);
      },
      [read, wanted],
    ),
  );
  return read;
};

/** The slip, and beside it the player's open bets. A new selection leads back to the slip. Visitors have the slip alone. */
export function SlipTabs({
  load,
  cashOut,
  wanted,
  children,
}: {
  load: SlipReads;
  cashOut: CashOutActions;
  /** Whether it is in sight. */
  wanted: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("betslip");
  const viewer = useViewer();
  const { legs } = useSlip();
  const { value: bets, failed } = openBets.useHeld();
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState(legs.length);
  const read = useRead(load, wanted);
  if (legs.length !== count) {
    setCount(legs.length);
    if (legs.length > count) setOpen(false);
  }
  const tab = (chosen: boolean, text: string) => (
    <button
      type="button"
      aria-pressed={open === chosen}
      onClick={() => setOpen(chosen)}
      className={clsx(
        "relative h-11 flex-1 font-medium text-sm",
        open === chosen
          ? "text-ink after:absolute after:inset-x-4 after:bottom-0 after:h-0.5 after:bg-ink"
          : "text-muted hover:text-ink",
      )}
    >
      {text}
    </button>
  );
  const openBetsShown = () => {
    if (bets) return <OpenBets read={bets} cashOut={cashOut} onChange={read} />;
    if (!failed) return <Loading />;
    return (
      <Notice
        tone="bad"
        live="polite"
        className="m-3"
        action={
          <Button size="sm" onClick={read}>
            {t("again")}
          </Button>
        }
      >
        {t("openFailed")}
      </Notice>
    );
  };
  // The slip keeps its place, and with it the focus, when it becomes known who is signed in.
  return (
    <>
      {viewer && (
        <fieldset className="flex shrink-0 border-b">
          <legend className="sr-only">{t("tabs")}</legend>
          {tab(false, t("tabSlip"))}
          {tab(true, bets ? t("tabOpenCount", { count: bets.count }) : t("tabOpen"))}
        </fieldset>
      )}
      {viewer && open ? openBetsShown() : children}
    </>
  );
}
