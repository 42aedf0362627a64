"use client";

import { useEffect, useRef, useState } from "react";

/** Reads out the large bets that come in while the page is open. */
export function BetAlerts({ bets }: { bets: readonly { id: string; text: string }[] }) {
  const [said, say] = useState("");
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set([...(before ?? []), ...bets.map(({ id }) => id)]);
    const fresh = before ? bets.filter(({ id }) => !before.has(id)) : [];
    if (fresh.length > 0) say(fresh.map(({ text }) => text).join(". "));
  }, [bets]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
