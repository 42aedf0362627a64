"use client";

import clsx from "clsx";
import { useId } from "react";

/** A number of the policy: its name, its unit, and what it was where it has been changed. */
export function PolicyInput({
  label,
  name,
  unit,
  text,
  was,
  error,
  placeholder,
  onText,
}: {
  label: string;
  /** Read out in place of the label, which is only clear in its context. */
  name: string;
  unit: string;
  text: string;
  /** The current value, if the text differs. */
  was: string | null;
  error: string | null;
  placeholder?: string;
  onText: (text: string) => void;
}) {
  const id = useId();
  const message = error ?? was;
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label className="text-muted text-xs" htmlFor={id}>
        {label}
      </label>
      <span
        className={clsx(
          "flex h-9 items-center rounded-md border bg-bg pointer-coarse:h-11",
          "focus-within:outline-2 focus-within:outline-accent hover:border-muted",
          error ? "border-down" : was === null ? "border-line-strong" : "border-accent",
        )}
      >
        <input
          aria-describedby={message ? `${id}-told` : undefined}
          aria-label={name}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          className="figures h-full w-full min-w-0 bg-transparent pl-2.5 text-right text-sm outline-none placeholder:text-faint pointer-coarse:text-base"
          id={id}
          inputMode="decimal"
          onChange={(event) => onText(event.target.value)}
          placeholder={placeholder}
          spellCheck={false}
          value={text}
        />
        <span aria-hidden className="shrink-0 pr-2.5 pl-1.5 text-muted text-xs">
          {unit}
        </span>
      </span>
      {message ? (
        <p className={clsx("text-xs", error ? "font-medium text-down" : "text-muted")} id={`${id}-told`}>
          {message}
        </p>
      ) : null}
    </div>
  );
}
