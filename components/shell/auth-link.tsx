"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageLink } from "../ui/page-link.tsx";

/** To the sign-in or the registration, and back here afterwards. */
export function AuthLink({
  to,
  className,
  children,
}: {
  to: "/sign-in" | "/register";
  className: string;
  children: ReactNode;
}) {
  const here = usePathname();
  return (
    <PageLink
      href={(here === "/" ? to : `${to}?next=${encodeURIComponent(here)}`) as Route}
      className={className}
    >
      {children}
    </PageLink>
  );
}
