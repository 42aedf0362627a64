import { PageLink } from "../ui/page-link.tsx";

/** Two equal bars: even money. */
export const Mark = ({ className = "size-7" }: { className?: string }) => (
  <svg viewBox="0 0 32 32" aria-hidden className={className}>
    <rect width="32" height="32" rx="7" className="fill-ink" />
    <rect x="8" y="9.5" width="16" height="4.5" rx="1" className="fill-bg" />
    <rect x="8" y="18" width="16" height="4.5" rx="1" className="fill-bg" />
  </svg>
);

export const Logo = ({ name }: { name: string }) => (
  <PageLink href="/" className="flex min-h-11 items-center gap-2.5">
    <Mark />
    <span className="font-bold text-lg tracking-[-0.035em]">{name}</span>
  </PageLink>
);
