"use client";

import { useId } from "react";

/** A checkbox with its label and a hint, which takes effect at once. */
export function HintedSwitch({
  on,
  set,
  label,
  hint,
}: {
  on: boolean;
  set: (on: boolean) => void;
  label: string;
  hint: string;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 text-sm">
      <input
        id={id}
        type="checkbox"
        checked={on}
        onChange={({ target }) => set(target.checked)}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-5 shrink-0 accent-accent"
      />
      <p>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <span id={`${id}-hint`} className="block text-muted text-xs">
          {hint}
        </span>
      </p>
    </div>
  );
}
