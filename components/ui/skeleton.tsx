import { clsx } from "clsx";

/** Holds the place of what is loading, in its size. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span
    aria-hidden
    className={clsx("block animate-pulse rounded-sm bg-raised motion-reduce:animate-none", className)}
  />
);
