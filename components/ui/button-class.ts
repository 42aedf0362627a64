import { clsx } from "clsx";

const KIND = {
  /** The one act that a view is about. */
  primary: "bg-accent text-on-accent font-semibold hover:bg-accent-hover",
  /** The one act of a view, when it agrees to something that has changed. */
  caution: "bg-warn text-bg font-semibold hover:brightness-105",
  secondary: "bg-raised text-ink font-medium hover:bg-hover",
  outline: "border border-line-strong text-ink font-medium hover:bg-raised",
  quiet: "text-muted font-medium hover:bg-raised hover:text-ink",
  danger: "bg-down-wash text-down font-semibold hover:brightness-110",
} as const;

const SIZE = {
  sm: "h-8 px-2.5 text-sm gap-1.5 pointer-coarse:h-11",
  md: "h-11 px-4 text-base gap-2",
  lg: "h-13 px-5 text-lg gap-2",
  /** For a sentence, which may take two lines. */
  long: "min-h-13 px-3 py-1.5 text-base leading-tight whitespace-normal! text-balance",
  icon: "size-11 shrink-0",
  iconSm: "size-8 shrink-0 pointer-coarse:size-11",
} as const;

export type Look = { kind?: keyof typeof KIND; size?: keyof typeof SIZE };

export const buttonClass = ({ kind = "secondary", size = "md" }: Look, more?: string): string =>
  clsx(
    "inline-flex select-none items-center justify-center whitespace-nowrap rounded-md transition-colors duration-100",
    "disabled:cursor-not-allowed disabled:bg-raised disabled:text-faint disabled:hover:brightness-100 aria-busy:cursor-progress",
    KIND[kind],
    SIZE[size],
    more,
  );
