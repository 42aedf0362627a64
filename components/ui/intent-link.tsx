"use client";

import Link, { useLinkStatus } from "next/link";
import { type ComponentProps, useEffect, useState } from "react";

/** While the next page is on its way, the page says so: `data-leaving` draws a line over its top. */
function Leaving() {
  const { pending } = useLinkStatus();
  useEffect(() => {
    if (!pending) return;
    const { dataset } = document.documentElement;
    dataset.leaving = "";
    return () => {
      delete dataset.leaving;
    };
  }, [pending]);
  return null;
}

/**
 * A link between pages. What is behind it is fetched when the reader reaches for it, and not for every link that comes into
 * sight: a page of matches has dozens, each a request that the server would have to draw.
 */
export function IntentLink({ children, ...props }: Omit<ComponentProps<typeof Link>, "prefetch">) {
  const [wanted, setWanted] = useState(false);
  const want = () => setWanted(true);
  return (
    <Link
      {...props}
      prefetch={wanted ? null : false}
      onPointerEnter={want}
      onTouchStart={want}
      onFocus={want}
    >
      {children}
      <Leaving />
    </Link>
  );
}
