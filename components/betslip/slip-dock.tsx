"use client";

import { clsx } from "clsx";
import { ChevronDown, ReceiptText, TicketPlus, Undo2 } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { CashOutActions } from "../bets/cash-out/offers.tsx";
import { announce } from "../ui/announcer.tsx";
import { DialogHost } from "../ui/dialog-host.tsx";
import { Empty } from "../ui/empty.tsx";
import { useViewer } from "../viewer/provider.tsx";
import { SlipPanel } from "./panel-loader.tsx";
import { usePlacement } from "./placement.ts";
import { QuickBetBanner, QuickBetSwitch } from "./quick-bet-switch.tsx";
import { backFromSlip, offerSlip, openAddressedSlip } from "./slip-navigation.ts";
import type { SlipReads } from "./slip-reads.ts";
import { SlipTabs } from "./slip-tabs.tsx";
import { slip } from "./store.ts";
import { asksAbout } from "./stored-slip.ts";
import { useLegs } from "./use-legs.ts";
import type { PlaceAction } from "./use-place.ts";
import { useSlip } from "./use-slip.ts";

/** An empty slip loads no script; after the first selection the panel stays, to show the receipt. */
function SlipBody({ place }: { place: PlaceAction }) {
  const t = useTranslations("betslip");
  const { legs, sent, pending } = useSlip();
  const { placed, refused } = usePlacement();
  const [used, setUsed] = useState(false);
  const shown = placed.length + refused.length + pending.length > 0;
  const filled = legs.length > 0 || Object.keys(sent).length > 0 || shown;
  if (filled && !used) setUsed(true);
  return used ? (
    <SlipPanel place={place} />
  ) : (
    <Empty icon={TicketPlus} title={t("empty")}>
      {t("emptyHint")}
      <span className="mt-2 hidden text-faint text-xs pointer-fine:desk:block">{t("keyHint")}</span>
    </Empty>
  );
}

const UNDO_MS = 10_000;

function SlipHead({ children }: { children?: React.ReactNode }) {
  const t = useTranslations("betslip");
  const { legs } = useSlip();
  const [undo, setUndo] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (!undo) return;
    const timer = setTimeout(() => setUndo(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [undo]);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b pr-2 pl-4">
      <ReceiptText aria-hidden className="size-4 text-muted" />
      <h2 className="font-semibold">{t("title")}</h2>
      {legs.length > 0 && (
        <>
          <span className="figures grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1.5 font-bold text-on-accent text-xs">
            {legs.length}
          </span>
          <button
            type="button"
            onClick={() => {
              const back = slip.clear();
              setUndo(() => back);
              announce(t("cleared"));
            }}
            className="ml-auto h-11 rounded-md px-2 text-muted text-sm hover:text-ink"
          >
            {t("clear")}
          </button>
        </>
      )}
      {legs.length === 0 && undo && (
        <button
          type="button"
          onClick={() => {
            undo();
            setUndo(null);
          }}
          className="ml-auto flex h-11 items-center gap-1.5 rounded-md px-2 font-medium text-sm hover:bg-raised"
        >
          <Undo2 aria-hidden className="size-4" />
          {t("undoClear")}
        </button>
      )}
      {children}
    </header>
  );
}

type DockProps = { place: PlaceAction; load: SlipReads; cashOut: CashOutActions };

/** On a desktop the slip is beside the page and never covers it. S moves from a price to the slip, and Escape back. */
export const SlipColumn = ({ place, load, cashOut }: DockProps) => {
  const t = useTranslations("betslip");
  const column = useRef<HTMLElement>(null);
  const [inSight, setInSight] = useState(false);
  useEffect(() => setInSight(column.current?.checkVisibility() ?? false), []);

  useEffect(
    () =>
      offerSlip(() => {
        if (!column.current?.checkVisibility()) return false;
        (column.current.querySelector<HTMLElement>("input[data-usual], input") ?? column.current).focus();
        return true;
      }),
    [],
  );

  return (
    <aside
      ref={column}
      tabIndex={-1}
      aria-label={t("title")}
      onKeyDown={({ key }) => key === "Escape" && backFromSlip()}
      className="sticky top-18 hidden max-h-[calc(100dvh-5.5rem)] w-72 shrink-0 flex-col self-start overflow-y-auto rounded-lg border border-line bg-surface desk:flex wide:w-84 3xl:w-96"
    >
      <SlipHead />
      <SlipTabs load={load} cashOut={cashOut} wanted={inSight}>
        <QuickBetSwitch />
        <SlipBody place={place} />
      </SlipTabs>
    </aside>
  );
};

/**
 * Whether a closed slip has something that blocks its bet: odds that are suspended, unavailable, or changed without
 * consent.
 */
const useAttention = (): boolean => {
  const { legs, oddsChoice } = useSlip();
  const viewer = useViewer();
  const choice = oddsChoice ?? viewer?.oddsChoice ?? "higher";
  return useLegs(legs).some(
    ({ status, odds }, at) =>
      (status !== "offered" && status !== "unknown") ||
      (odds !== null && asksAbout(choice, legs[at]?.odds ?? odds, odds)),
  );
};

type SlipState = "checking" | "placed" | "notPlaced";

const STATE_LOOK: Record<SlipState, string> = {
  checking: "text-ink",
  placed: "text-up",
  notPlaced: "text-down",
};

/** The results of the bets that were sent last, while the slip shows them. */
const useSlipState = (): SlipState | null => {
  const { legs, pending } = useSlip();
  const viewer = useViewer();
  const { placed, refused } = usePlacement();
  if (viewer && pending.length > 0) return "checking";
  if (refused.some(({ id }) => id !== null || legs.length > 0)) return "notPlaced";
  return placed.length > 0 ? "placed" : null;
};

const SHEET_ENTRY = { slipSheet: true };
const isSheetEntry = (): boolean => Boolean((history.state as Partial<typeof SHEET_ENTRY> | null)?.slipSheet);

/** On a phone it is one tap away: a sheet that the bottom bar opens. */
export function SlipButton({ place, load, cashOut }: DockProps) {
  const t = useTranslations("betslip");
  const shell = useTranslations("shell");
  const { legs } = useSlip();
  const attention = useAttention();
  const state = useSlipState();
  const label = [shell("slipCount", { count: legs.length }), state && t(`state.${state}`)]
    .filter(Boolean)
    .join(", ");
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLDialogElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const path = usePathname();
  // After a reload the slip is closed, whatever entry of the history the page is at.
  const drawnPath = useRef(path);

  useEffect(() => {
    if (open) sheet.current?.showModal();
    else sheet.current?.close();
  }, [open]);

  // The open sheet is an entry of the history, so that Back closes it and stays on the page.
  const wanted = useRef(false);
  const leaving = useRef(false);
  const show = () => {
    wanted.current = true;
    if (!leaving.current && !isSheetEntry()) history.pushState(SHEET_ENTRY, "");
    setOpen(true);
  };
  const hide = () => {
    wanted.current = false;
    if (isSheetEntry() && !leaving.current) {
      leaving.current = true;
      history.back();
    }
    setOpen(false);
  };
  useEffect(() => {
    const follow = () => {
      const left = leaving.current;
      leaving.current = false;
      // Going back takes a moment, in which the sheet may have been opened again.
      if (left && wanted.current) history.pushState(SHEET_ENTRY, "");
      else setOpen(isSheetEntry());
    };
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);

  useEffect(
    () =>
      offerSlip(() => {
        if (!button.current?.checkVisibility()) return false;
        button.current.click();
        return true;
      }),
    [],
  );

  useEffect(() => {
    if (path !== drawnPath.current) {
      drawnPath.current = path;
      setOpen(isSheetEntry());
    }
    openAddressedSlip();
  }, [path]);

  return (
    <>
      <QuickBetBanner />
      <button
        ref={button}
        type="button"
        onClick={show}
        aria-haspopup="dialog"
        aria-label={attention && !state ? shell("slipAttention", { slip: label }) : label}
        className={clsx(
          "relative flex h-14 w-full flex-col items-center justify-center gap-0.5 font-medium text-2xs",
          state ? STATE_LOOK[state] : "text-muted",
        )}
      >
        <span className="relative">
          {legs.length > 0 ? (
            <span className="figures grid h-5 min-w-7 place-items-center rounded-sm bg-accent px-1.5 font-bold text-on-accent text-xs">
              {legs.length}
              {attention && (
                <span className="absolute -top-1.5 -right-1.5 size-3 rounded-full border-2 border-surface bg-warn" />
              )}
            </span>
          ) : (
            <TicketPlus aria-hidden className="size-5" />
          )}
        </span>
        {state ? t(`state.${state}`) : shell("slip")}
      </button>
      <dialog
        ref={sheet}
        onCancel={hide}
        onClick={({ target }) => target === sheet.current && hide()}
        onKeyDown={() => undefined}
        aria-label={t("title")}
        className="mx-auto mt-auto mb-0 max-h-[92dvh] w-full max-w-xl flex-col rounded-t-xl border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] text-ink shadow-float backdrop:bg-scrim open:flex open:animate-rise"
      >
        <SlipHead>
          <button
            type="button"
            onClick={hide}
            aria-label={shell("closeSlip")}
            className="grid size-11 place-items-center rounded-md text-muted hover:text-ink [h2+&]:ml-auto [button+&]:ml-0"
          >
            <ChevronDown aria-hidden className="size-5" />
          </button>
        </SlipHead>
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
          <DialogHost host={sheet}>
            <SlipTabs load={load} cashOut={cashOut} wanted={open}>
              <QuickBetSwitch />
              {open && <SlipBody place={place} />}
            </SlipTabs>
          </DialogHost>
        </div>
      </dialog>
    </>
  );
}
