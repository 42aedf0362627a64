"use client";

import clsx from "clsx";
import {
  Activity,
  BookOpenCheck,
  ChartNoAxesCombined,
  Coins,
  Cpu,
  FileX2,
  Hand,
  HeartHandshake,
  IdCard,
  Landmark,
  ListChecks,
  type LucideIcon,
  Radio,
  Scale,
  ScrollText,
  Square,
  TicketCheck,
  Users,
  Wallet,
  Zap,
} from "lucide-react";
import type { Route } from "next";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Messages } from "#lib/i18n/messages/en/index.ts";
import { Badge } from "../ui/badge.tsx";
import { PageLink } from "../ui/page-link.tsx";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  overview: ChartNoAxesCombined,
  trading: Activity,
  referrals: Hand,
  boosts: Zap,
  bets: TicketCheck,
  players: Users,
  identity: IdCard,
  payments: Wallet,
  care: HeartHandshake,
  registers: FileX2,
  bank: Landmark,
  policy: Scale,
  feeds: Radio,
  ledger: BookOpenCheck,
  chain: Coins,
  audit: ScrollText,
  processes: Cpu,
  approvals: ListChecks,
};

/** A panel that a module registers has a text. */
type PlaceId = keyof Messages["admin"]["nav"];

/** The navigation of the back office: a column on a desktop, a strip that scrolls sideways on a phone. */
export function Sidebar({ places }: { places: readonly { id: string; href: string; count?: number }[] }) {
  const t = useTranslations("admin.nav");
  const here = usePathname();
  const strip = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the strip follows to each new place
  useEffect(() => {
    const current = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (current && strip.current)
      strip.current.scrollLeft = current.offsetLeft - (strip.current.clientWidth - current.offsetWidth) / 2;
  }, [here]);
  // Of a place within a place, the inner one.
  const open = places
    .map(({ href }) => href)
    .filter((href) => (href === "/admin" ? here === href : here.startsWith(href)))
    .reduce((longest, href) => (href.length > longest.length ? href : longest), "");
  return (
    <nav
      aria-label={t("label")}
      ref={strip}
      className="relative flex gap-0.5 overflow-x-auto px-2 py-1.5 [scrollbar-width:none] lg:flex-col lg:p-2"
    >
      {places.map(({ id, href, count }) => {
        const Icon = ICONS[id] ?? Square;
        const current = href === open;
        return (
          <PageLink
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
            {t(id as PlaceId)}
            {count ? <Badge tone="accent">{count}</Badge> : null}
          </PageLink>
        );
      })}
    </nav>
  );
}
