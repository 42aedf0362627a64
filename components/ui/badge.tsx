import { clsx } from "clsx";
import type { ReactNode } from "react";

const TONE = {
  plain: "bg-raised text-muted",
  up: "bg-up-wash text-up",
  down: "bg-down-wash text-down",
  warn: "bg-warn-wash text-warn",
  accent: "bg-accent-wash text-accent-text",
} as const;

const INK: Record<keyof typeof TONE, string> = {
  plain: "text-muted",
  up: "text-up",
  down: "text-down",
  warn: "text-warn",
  accent: "text-accent-text",
};

export type Tone = keyof typeof TONE;

/** A state in a word or two. Never the only sign of it: the word says it, the colour repeats it. */
export const Badge = ({
  tone = "plain",
  outline = false,
  children,
}: {
  tone?: Tone;
  /** For what may still turn. */
  outline?: boolean;
  children: ReactNode;
}) => (
  <span
    className={clsx(
      "figures inline-flex h-5.5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs",
      outline ? clsx(INK[tone], "ring-1 ring-current ring-inset") : TONE[tone],
    )}
  >
    {children}
  </span>
);
