"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link of a long list. What is behind it is fetched when the reader reaches for it, and not for every link that comes into
 * sight: a page of matches has dozens, each a request that the server would have to draw.
 */
export function IntentLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  const [wanted, setWanted] = useState(false);
  const want = () => setWanted(true);
  return (
    <Link
      {...props}
      prefetch={wanted ? null : false}
      onPointerEnter={want}
      onTouchStart={want}
      onFocus={want}
    />
  );
}
