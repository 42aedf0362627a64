"use client";
import { clsx } from "clsx";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import { PageLink } from "../ui/page-link.tsx";

export type AccountLink = { href: Route; text: string };

/** The account's pages: a row to swipe on a phone, a column on a desktop. */
export const AccountNav = ({ label, links }: { label: string; links: readonly AccountLink[] }) => {
  const here = usePathname();
  return (
    <nav aria-label={label} className="scroll-quiet -mx-3 overflow-x-auto px-3 md:mx-0 md:px-0">
      <ul className="flex gap-1 md:flex-col">
        {links.map(({ href, text }) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={here === href ? "page" : undefined}
              className={clsx(
                "flex h-11 items-center whitespace-nowrap rounded-md px-3 font-medium text-sm transition-colors duration-100",
                here === href ? "bg-raised text-ink" : "text-muted hover:bg-raised hover:text-ink",
              )}
            >
              {text}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
};
