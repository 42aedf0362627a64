"use client";
import { clsx } from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import { PageLink } from "../ui/page-link.tsx";

export type AccountLink = { href: Route; text: string };
export type AccountLinks = { title: string; links: readonly AccountLink[] };

/**
 * The account's pages in groups. On a desktop a column beside every page. On a phone they are a list on the first page, the profile,
 * and on every other page the way back to it.
 */
export const AccountNav = ({ label, groups }: { label: string; groups: readonly AccountLinks[] }) => {
  const here = usePathname();
  const index = groups[0]?.links[0];
  const onIndex = here === index?.href;
  return (
    <nav aria-label={label} data-index={onIndex || undefined}>
      {index && !onIndex && (
        <PageLink
          href={index.href}
          className="-ml-1 inline-flex h-11 items-center gap-1 pr-3 font-medium text-muted text-sm hover:text-ink md:hidden"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {label}
        </PageLink>
      )}
      <div className={clsx("grid gap-4 md:grid", !onIndex && "hidden")}>
        {groups.map(({ title, links }) => (
          <section key={title}>
            <h2 className="mb-1 px-1 font-semibold text-muted text-xs uppercase tracking-wide md:px-3">
              {title}
            </h2>
            <ul className="grid max-md:divide-y max-md:rounded-lg max-md:border max-md:bg-surface">
              {links.map(({ href, text }) => (
                <li key={href} className={clsx(href === index?.href && "max-md:hidden")}>
                  <PageLink
                    href={href}
                    aria-current={here === href ? "page" : undefined}
                    className={clsx(
                      "flex h-12 items-center justify-between px-4 font-medium text-sm transition-colors duration-100 md:h-10 md:rounded-md md:px-3",
                      here === href
                        ? "md:bg-raised md:text-ink"
                        : "hover:bg-raised hover:text-ink md:text-muted",
                    )}
                  >
                    {text}
                    <ChevronRight aria-hidden className="size-4 text-muted md:hidden" />
                  </PageLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </nav>
  );
};
