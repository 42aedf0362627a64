"use client";

import type { Route } from "next";
import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";

/** A line over the top of the page while the page that the link leads to is on its way. */
function Leaving() {
  const { pending } = useLinkStatus();
  return pending && <span aria-hidden data-leaving />;
}

/** `next/link` as it is used everywhere on the site: nothing is fetched ahead, because a page has dozens of links. */
export function PageLink<Address extends string>({
  children,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { href: Route<Address>; scroll?: boolean }) {
  return (
    <Link {...rest} prefetch={false}>
      {children}
      <Leaving />
    </Link>
  );
}
