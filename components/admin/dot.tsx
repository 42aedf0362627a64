import clsx from "clsx";
import type { Tone } from "#components/ui/badge.tsx";

const COLOUR: Record<Tone, string> = {
  plain: "bg-faint",
  up: "bg-up",
  warn: "bg-warn",
  down: "bg-down",
  accent: "bg-accent",
};

/** A state at a glance; the text beside it says the same. */
export function Dot({ tone }: { tone: Tone }) {
  return <span aria-hidden className={clsx("inline-block size-2 shrink-0 rounded-full", COLOUR[tone])} />;
}
