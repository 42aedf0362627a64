import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

/** A sheet of surface on the ground: what belongs together. */
export const Panel = ({ className, ...rest }: ComponentProps<"section">) => (
  <section {...rest} className={clsx("rounded-lg border border-line bg-surface", className)} />
);

export function PanelHead({
  title,
  aside,
  level = 2,
}: {
  title: ReactNode;
  aside?: ReactNode;
  level?: 2 | 3;
}) {
  const Heading = `h${level}` as const;
  return (
    <header className="flex min-h-12 items-center justify-between gap-3 border-b px-4 py-2">
      <Heading className="font-semibold text-base">{title}</Heading>
      {aside}
    </header>
  );
}

export function PageHead({ title, lead, aside }: { title: ReactNode; lead?: ReactNode; aside?: ReactNode }) {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div>
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {lead && <p className="mt-0.5 max-w-prose text-muted text-sm">{lead}</p>}
      </div>
      {aside}
    </header>
  );
}
