"use client";

import { Pause, Play, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { useRefresh } from "#components/ui/use-refresh.ts";
import { STAFF_SUSPENSION_REASONS, type StaffSuspensionReason } from "#lib/backoffice/schema.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { isTyping, searchKey } from "../../shell/search-key.ts";
import { refusalText } from "../dialog.tsx";
import type { Translate } from "../names.ts";
import type { SuspensionActions } from "../suspend-button.tsx";
import { type Suspendable, suspendable } from "./suspendable.ts";

const UNDO_MS = 10_000;
const DEFAULT_REASON: StaffSuspensionReason = "price_check";

const NO_ANSWER = { code: "no_answer" };

type Act = (what: Suspendable) => void;

const Quick = createContext<{ stop: Act; undo: Act } | null>(null);

const pointed = (scope: Suspendable["scope"]): HTMLElement | null => {
  const mark = `[data-suspend-${scope}]`;
  const near = (from: Element | null): HTMLElement | null =>
    from?.closest<HTMLElement>(mark) ?? from?.closest("tr")?.querySelector<HTMLElement>(mark) ?? null;
  const hovered = [...document.querySelectorAll(`${mark}:hover, tr:hover`)].at(-1) ?? null;
  const page = document.querySelector<HTMLElement>(`${mark}[data-suspend-page]`);
  return near(document.activeElement) ?? near(hovered) ?? page;
};

const suspendableAt = (element: HTMLElement, scope: Suspendable["scope"]): Suspendable => ({
  scope,
  id: element.getAttribute(`data-suspend-${scope}`) ?? "",
  name: element.getAttribute("data-suspend-name") ?? "",
});

type Done = { what: Suspendable; refusal: { code: string } | null; undone: boolean };

/**
 * Suspends at once, without a question: S the market, Shift and S the event, or a button of a row. A bar offers to undo it for ten
 * seconds, and to give another reason than a price check.
 */
export function QuickSuspension({ suspend, resume, children }: SuspensionActions & { children: ReactNode }) {
  const t = useTranslations("admin.quick");
  const tReason = useTranslations("admin.suspensionReason");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const { refresh } = useRefresh();
  const [done, setDone] = useState<Done | null>(null);
  const [reason, setReason] = useState<StaffSuspensionReason>(DEFAULT_REASON);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const bar = useRef<HTMLFieldSetElement>(null);
  // Commands on one market are sent one after the other: an undo must not overtake what it undoes.
  const tail = useRef<Promise<unknown>>(Promise.resolve());

  // The bar stays while the pointer or the focus is on it.
  const count = useCallback((): void => {
    clearTimeout(timer.current);
    const inUse = bar.current?.matches(":hover, :focus-within") ?? false;
    if (!inUse) timer.current = setTimeout(() => setDone(null), UNDO_MS);
  }, []);
  const hold = (): void => clearTimeout(timer.current);
  const show = useCallback(
    (next: Done): void => {
      count();
      setDone(next);
      refresh();
    },
    [count, refresh],
  );
  const inOrder = useCallback(<T,>(work: () => Promise<T>): Promise<T> => {
    const sent = tail.current.then(work);
    tail.current = sent.catch(() => undefined);
    return sent;
  }, []);

  const stop = useCallback(
    ({ scope, id, name }: Suspendable, why: StaffSuspensionReason = DEFAULT_REASON): void => {
      setReason(why);
      inOrder(() => suspend({ where: { scope, id }, reason: why, note: null, idempotencyKey: uuidv7() }))
        .catch(() => ({ ok: false as const, refusal: NO_ANSWER }))
        .then((answer) =>
          show({ what: { scope, id, name }, refusal: answer.ok ? null : answer.refusal, undone: false }),
        );
    },
    [inOrder, show, suspend],
  );
  const undo = useCallback(
    ({ scope, id, name }: Suspendable): void => {
      inOrder(() => resume({ where: { scope, id }, note: null, idempotencyKey: uuidv7() }))
        .catch(() => ({ ok: false as const, refusal: NO_ANSWER }))
        .then((answer) =>
          show({ what: { scope, id, name }, refusal: answer.ok ? null : answer.refusal, undone: answer.ok }),
        );
    },
    [inOrder, resume, show],
  );
  const acts = useMemo(() => ({ stop, undo }), [stop, undo]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (event.key.toLowerCase() !== "s" || !searchKey.on() || document.querySelector("[role=dialog]"))
        return;
      const scope = event.shiftKey ? "event" : "market";
      const element = pointed(scope);
      if (!element) return;
      event.preventDefault();
      stop(suspendableAt(element, scope));
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [stop]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const canUndo = done !== null && !done.undone && done.refusal === null;
  return (
    <Quick value={acts}>
      {children}
      <div aria-live="assertive" className="contents">
        {done ? (
          <fieldset
            ref={bar}
            aria-label={t("bar")}
            onPointerEnter={hold}
            onPointerLeave={count}
            onFocus={hold}
            onBlur={count}
            className="fixed inset-x-3 bottom-3 z-40 mx-auto flex max-w-xl flex-wrap items-center gap-2 rounded-lg border border-line bg-surface p-2 pl-4 text-sm shadow-float"
          >
            <span className="min-w-0 flex-1">
              {done.refusal
                ? refusalText(tRefusal, done.refusal)
                : t(done.undone ? "resumed" : "suspended", { name: done.what.name })}
            </span>
            {canUndo ? (
              <>
                <select
                  aria-label={t("reason")}
                  className="h-8 min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm hover:border-muted pointer-coarse:h-11"
                  onChange={(event) => stop(done.what, event.target.value as StaffSuspensionReason)}
                  value={reason}
                >
                  {STAFF_SUSPENSION_REASONS.map((code) => (
                    <option key={code} value={code}>
                      {tReason(code)}
                    </option>
                  ))}
                </select>
                <Button kind="secondary" onClick={() => undo(done.what)} size="sm">
                  <Undo2 aria-hidden className="size-3.5" />
                  {t("undo")}
                </Button>
              </>
            ) : null}
          </fieldset>
        ) : null}
      </div>
    </Quick>
  );
}

/** Suspends the event of a row at once. */
export function QuickSuspendButton(what: Suspendable) {
  const t = useTranslations("admin.quick");
  const quick = use(Quick);
  return (
    <Button
      {...suspendable(what)}
      className="relative z-10"
      kind="quiet"
      onClick={() => quick?.stop(what)}
      size="sm"
      title={t("suspend")}
    >
      <Pause aria-hidden className="size-3.5" />
      <span className="sr-only">{t("suspendNamed", { name: what.name })}</span>
    </Button>
  );
}

/** Suspends a market at once, or resumes it: one button that keeps the focus. */
export function QuickSwitch({ suspended, ...what }: Suspendable & { suspended: boolean }) {
  const t = useTranslations("admin.quick");
  const quick = use(Quick);
  const Icon = suspended ? Play : Pause;
  return (
    <Button
      kind="quiet"
      onClick={() => (suspended ? quick?.undo(what) : quick?.stop(what))}
      size="iconSm"
      title={t(suspended ? "resume" : "suspend")}
    >
      <Icon aria-hidden className={suspended ? "size-3.5 text-down" : "size-3.5"} />
      <span className="sr-only">{t(suspended ? "resumeNamed" : "suspendNamed", { name: what.name })}</span>
    </Button>
  );
}
