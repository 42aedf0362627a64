import clsx from "clsx";
import type { ReactNode } from "react";
import { Panel as Sheet } from "#components/ui/panel.tsx";

/** A titled block of the back office. */
export function Panel({
  title,
  aside,
  flush = false,
  className,
  children,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  /** The content has its own padding, as a table does. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Sheet className={clsx("min-w-0", className)}>
      {title || aside ? (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-3 py-1.5">
          <h2 className="font-semibold text-sm">{title}</h2>
          {aside ? <div className="flex flex-wrap items-center gap-2 text-muted text-xs">{aside}</div> : null}
        </header>
      ) : null}
      <div className={clsx(!flush && "p-3")}>{children}</div>
    </Sheet>
  );
}

/** One figure with its name. `tone` colours what is good or bad about it. */
export function Stat({
  label,
  value,
  note,
  tone,
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: "up" | "down";
}) {
  return (
    <div className="min-w-0 px-3 py-2.5">
      <dt className="truncate text-muted text-xs">{label}</dt>
      <dd
        className={clsx(
          "truncate figures font-semibold text-lg leading-7",
          tone === "up" && "text-up",
          tone === "down" && "text-down",
        )}
      >
        {value}
      </dd>
      {note ? <dd className="truncate text-muted text-xs figures">{note}</dd> : null}
    </div>
  );
}

/** Figures side by side, with hairlines between them. */
export function Stats({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-surface *:outline *:outline-line sm:grid-cols-[repeat(auto-fit,minmax(10.5rem,1fr))]">
      {children}
    </dl>
  );
}

export function Facts({ facts }: { facts: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5 text-sm">
      {facts.map(({ label, value }) => (
        <div className="contents" key={label}>
          <dt className="text-muted">{label}</dt>
          <dd className="wrap-anywhere min-w-0 figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
