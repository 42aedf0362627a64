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
import type { Permission } from "#lib/players/schema.ts";

const PLACES = [
  { id: "overview", href: "/admin", icon: ChartNoAxesCombined, permission: null },
  { id: "trading", href: "/admin/trading", icon: Activity, permission: "markets:read" },
  { id: "bets", href: "/admin/bets", icon: TicketCheck, permission: "bets:read" },
  { id: "players", href: "/admin/players", icon: Users, permission: "players:read" },
  { id: "policy", href: "/admin/policy", icon: Scale, permission: "policy:read" },
  { id: "feeds", href: "/admin/feeds", icon: Radio, permission: "feeds:read" },
  { id: "ledger", href: "/admin/ledger", icon: BookOpenCheck, permission: "ledger:read" },
  { id: "audit", href: "/admin/audit", icon: ScrollText, permission: "audit:read" },
  { id: "processes", href: "/admin/processes", icon: Cpu, permission: "health:read" },
] as const;

/** Where staff with these permissions may go: a column on a desk, a strip that scrolls sideways on a phone. */
export function Rail({ permissions }: { permissions: readonly Permission[] }) {
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
      {PLACES.filter(({ permission }) => permission === null || permissions.includes(permission)).map(
        ({ id, href, icon: Icon }) => {
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
        },
      )}
    </nav>
  );
}
