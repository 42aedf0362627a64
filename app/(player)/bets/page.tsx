import { clsx } from "clsx";
import { ReceiptText } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BetCard } from "#components/bets/bet-card.tsx";
import { PendingCard } from "#components/bets/pending-card.tsx";
import { RefreshOnNews } from "#components/bets/refresh-on-news.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { isUuid } from "#lib/kernel/id.ts";
import { pendingBets, playerBets } from "#lib/sportsbook/betting/index.ts";
import { listing } from "#lib/sportsbook/markets/index.ts";
import { messagesFor } from "../../client-messages.ts";
import { requirePlayer } from "../../session.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("bets"))("title"),
});

const LISTS = ["open", "settled"] as const;

export default async function BetsPage({ searchParams }: PageProps<"/bets">) {
  const player = await requirePlayer("/bets");
  const asked = await searchParams;
  const status = asked.show === "settled" ? "settled" : "open";
  const after = typeof asked.after === "string" && isUuid(asked.after) ? asked.after : null;
  const newest = status === "open" && after === null;
  // What waits is read first: one that ends meanwhile is in both lists rather than in none.
  const pending = newest ? await pendingBets(player.playerId) : [];
  const [t, { bets, next }, messages] = await Promise.all([
    getTranslations("bets"),
    playerBets(player.playerId, { status, after }),
    messagesFor("common", "shell", "sportsbook", "markets", "betslip", "bets"),
  ]);
  const placed = new Set(bets.map(({ id }) => id));
  const waiting = pending.filter(({ id }) => !placed.has(id));
  const eventIds = [
    ...new Set([...waiting, ...bets].flatMap(({ legs }) => legs.map(({ eventId }) => eventId))),
  ];
  const events = await listing({ kind: "ids", ids: eventIds }, eventIds.length);
  const hrefOf = (list: string, from?: string) =>
    `/bets${list === "settled" || from ? `?${new URLSearchParams({ show: list, ...(from && { after: from }) })}` : ""}` as Route;
  return (
    <NextIntlClientProvider messages={messages}>
      <Seed summaries={events}>
        <RefreshOnNews />
        <PageHead title={t("title")} />
        <nav aria-label={t("lists")} className="mb-4 flex gap-1 border-b">
          {LISTS.map((list) => (
            <Link
              key={list}
              href={hrefOf(list)}
              aria-current={status === list ? "page" : undefined}
              className={clsx(
                "relative flex h-11 items-center px-3 font-medium text-sm",
                status === list
                  ? "text-ink after:absolute after:inset-x-3 after:-bottom-px after:h-0.5 after:bg-ink"
                  : "text-muted hover:text-ink",
              )}
            >
              {t(list)}
            </Link>
          ))}
        </nav>
        {waiting.length + bets.length > 0 ? (
          <ul className="grid grid-cols-1 gap-3">
            {waiting.map((bet) => (
              <li key={bet.id}>
                <PendingCard bet={bet} />
              </li>
            ))}
            {bets.map((bet) => (
              <li key={bet.id}>
                <BetCard bet={bet} />
              </li>
            ))}
          </ul>
        ) : (
          <Empty
            icon={ReceiptText}
            title={t(status === "open" ? "noOpen" : "noSettled")}
            action={<ButtonLink href="/">{t("find")}</ButtonLink>}
          >
            {t(status === "open" ? "noOpenHint" : "noSettledHint")}
          </Empty>
        )}
        <div className="mt-4 flex gap-2">
          {after && <ButtonLink href={hrefOf(status)}>{t("newest")}</ButtonLink>}
          {next && <ButtonLink href={hrefOf(status, next)}>{t("older")}</ButtonLink>}
        </div>
      </Seed>
    </NextIntlClientProvider>
  );
}
