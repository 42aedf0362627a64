"use client";

import type { Route } from "next";
import type { ReactNode } from "react";
import { PageLink } from "../ui/page-link.tsx";
import { type Grouping, keepBoardChoice } from "./choice.ts";

/** A link to the same lists under other headings, which this device remembers. */
export const GroupLink = ({
  by,
  href,
  current,
  className,
  children,
}: {
  by: Grouping;
  href: Route;
  current: boolean;
  className: string;
  children: ReactNode;
}) => (
  <PageLink
    href={href}
    scroll={false}
    aria-current={current ? "true" : undefined}
    onClick={() => keepBoardChoice({ by })}
    className={className}
  >
    {children}
  </PageLink>
);
