"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { createContext, type ReactNode, use, useLayoutEffect, useRef, useState } from "react";
import { rememberFold } from "./folds.ts";

type Fold = { folded: boolean; byHand: boolean; toggle: () => void };

const FoldContext = createContext<Fold | null>(null);

/** The name of a family, which folds and unfolds it. A stop of the keys that move through rows. */
export function FoldButton({ children }: { children: ReactNode }) {
  const fold = use(FoldContext);
  const button = useRef<HTMLButtonElement>(null);
  const byHand = fold?.byHand ?? false;
  // It is another button once the family is folded: the focus goes with it.
  useLayoutEffect(() => {
    if (byHand) button.current?.focus();
  }, [byHand]);
  return (
    <button
      aria-expanded={!fold?.folded}
      className="flex min-h-8 w-full min-w-0 scroll-mt-48 items-center gap-1.5 rounded text-left font-semibold text-ink text-sm hover:text-muted focus-visible:outline-2 focus-visible:outline-accent pointer-coarse:min-h-11"
      data-row-link
      onClick={fold?.toggle}
      ref={button}
      type="button"
    >
      <ChevronDown
        aria-hidden
        className={clsx("size-3.5 shrink-0 text-faint", fold?.folded && "-rotate-90")}
      />
      <span className="truncate">{children}</span>
    </button>
  );
}

/** A family of markets that can be folded into one line. */
export function FoldableFamily({
  id,
  folded: initial,
  name,
  summary,
  children,
}: {
  /** Under which the choice is kept. */
  id: string;
  folded: boolean;
  name: string;
  /** Beside the name while it is folded. */
  summary: ReactNode;
  /** With a `FoldButton`. */
  children: ReactNode;
}) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const folded = chosen ?? initial;
  const toggle = (): void => {
    rememberFold(id, !folded);
    setChosen(!folded);
  };
  return (
    <FoldContext value={{ folded, byHand: chosen !== null, toggle }}>
      <section aria-label={name} className="min-w-0 rounded-lg border border-line bg-surface">
        {folded ? (
          <div className="flex min-h-9 items-center gap-4 px-2">
            <h2 className="min-w-0">
              <FoldButton>{name}</FoldButton>
            </h2>
            <div className="ml-auto flex shrink-0 items-center gap-3 text-muted text-xs">{summary}</div>
          </div>
        ) : (
          children
        )}
      </section>
    </FoldContext>
  );
}
