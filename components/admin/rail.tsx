"use client";

import clsx from "clsx";
import {
  Activity,
  BookOpenCheck,
  ChartNoAxesCombined,
  Cpu,
  Radio,
  Scale,
  ScrollText,
  TicketCheck,
  Users,
} from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";

const PLACES = [
  { id: "overview", href: "/admin", icon: ChartNoAxesCombined },
  { id: "trading", href: "/admin/trading", icon: Activity },
  { id: "bets", href: "/admin/bets", icon: TicketCheck },
  { id: "players", href: "/admin/players", icon: Users },
  { id: "policy", href: "/admin/policy", icon: Scale },
  { id: "feeds", href: "/admin/feeds", icon: Radio },
  { id: "ledger", href: "/admin/ledger", icon: BookOpenCheck },
  { id: "audit", href: "/admin/audit", icon: ScrollText },
  { id: "processes", href: "/admin/processes", icon: Cpu },
] as const;

/** Where staff go: a column on a desk, a strip that scrolls sideways on a phone. */
export function Rail() {
  const t = useTranslations("admin.nav");
  const here = usePathname();
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the strip follows to each new place
  useEffect(() => {
    const current = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (current && strip.current)
      strip.current.scrollLeft = current.offsetLeft - (strip.current.clientWidth - current.offsetWidth) / 2;
  }, [here]);
  return (
    <nav
      aria-label={t("label")}
      ref={strip}
      className="relative flex gap-0.5 overflow-x-auto px-2 py-1.5 [scrollbar-width:none] lg:flex-col lg:p-2"
    >
      {PLACES.map(({ id, href, icon: Icon }) => {
        const current = href === "/admin" ? here === href : here.startsWith(href);
        return (
          <Link
            aria-current={current ? "page" : undefined}
            className={clsx(
              "flex min-h-11 shrink-0 items-center gap-2.5 rounded-md px-3 text-sm lg:min-h-9",
              "focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-2",
              current ? "bg-raised font-medium text-ink" : "text-muted hover:bg-raised hover:text-ink",
            )}
            href={href as Route}
            key={id}
          >
            <Icon aria-hidden className={clsx("size-4", current && "text-accent")} />
            {t(id)}
          </Link>
        );
      })}
    </nav>
  );
}
