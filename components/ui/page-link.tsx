import type { Route } from "next";
import type { ComponentProps } from "react";

/** A link to another page of the site: plain, so that a list of matches wakes up none of its own. `Navigator` follows it. */
export function PageLink<Address extends string>({
  href,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { href: Route<Address> }) {
  return <a {...rest} href={href} data-page="" />;
}
