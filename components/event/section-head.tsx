import type { Route } from "next";
import { PageLink } from "../ui/page-link.tsx";

export const SectionHead = ({ title, href, more }: { title: string; href?: Route; more?: string }) => (
  <div className="mb-2 flex items-baseline justify-between gap-4">
    <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
    {href && (
      <PageLink
        href={href}
        className="-mx-2 -my-3 px-2 py-3 text-muted text-sm underline decoration-line-strong underline-offset-4 hover:text-ink"
      >
        {more}
      </PageLink>
    )}
  </div>
);
