"use client";

import { clsx } from "clsx";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageLink } from "../ui/page-link.tsx";

/** A link that knows when the reader is there. `within` counts the pages below it too. */
export function NavLink({
  href,
  within = false,
  className,
  here,
  children,
  label,
}: {
  href: Route;
  within?: boolean;
  className: string;
  /** Added where the reader is. */
  here: string;
  children: ReactNode;
  label?: string;
}) {
  const path = usePathname();
  const current = path === href || (within && path.startsWith(`${href}/`));
  return (
    <PageLink
      href={href}
      aria-label={label}
      aria-current={current ? "page" : undefined}
      className={clsx(className, current && here)}
    >
      {children}
    </PageLink>
  );
}
