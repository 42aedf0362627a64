import { clsx } from "clsx";
import { ReceiptText } from "lucide-react";
import type { Metadata, Route } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BetCard } from "#components/bets/bet-card.tsx";
import { followed } from "#components/bets/cash-out/followed.ts";
import { CashOuts } from "#components/bets/cash-out/offers.tsx";
import { PendingCard } from "#components/bets/pending-card.tsx";
import { RefreshOnBetEvents } from "#components/bets/refresh-on-bet-events.tsx";
import { RejectedCard } from "#components/bets/rejected-card.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { isUuid } from "#lib/core/id.ts";
import { pendingBets, playerBets, priceCashOuts, rejectedBets } from "#lib/sportsbook/betting/index.ts";
import { listing } from "#lib/sportsbook/markets/index.ts";
import { messagesFor } from "../../client-messages.ts";
import { requirePlayer } from "../../session.ts";
import { CASH_OUT_ACTIONS } from "./cash-out-actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("bets"))("title"),
});

const LISTS = ["open", "settled", "refused"] as const;
type List = (typeof LISTS)[number];

const EMPTY = { open: "noOpen", settled: "noSettled", refused: "noRefused" } as const;

const NONE = { bets: [], next: null };

export default async function BetsPage({ searchParams }: PageProps<"/bets">) {
  const player = await requirePlayer("/bets");
  const asked = await searchParams;
  const status: List = LISTS.find((list) => list === asked.show) ?? "open";
  const after = typeof asked.after === "string" && isUuid(asked.after) ? asked.after : null;
  const newest = status === "open" && after === null;
  // Pending bets are read first: one that ends meanwhile is in both lists rather than in neither.
  const pending = newest ? await pendingBets(player.id) : [];
  const [t, placed, refused, messages] = await Promise.all([
    getTranslations("bets"),
    status === "refused" ? NONE : playerBets(player.id, { status, after }),
    status === "refused" ? rejectedBets(player.id, after) : NONE,
    messagesFor("common", "shell", "sportsbook", "markets", "sports", "betslip", "bets"),
  ]);
  const known = new Set(placed.bets.map(({ id }) => id));
  const waiting = pending.filter(({ id }) => !known.has(id));
  const all = [...waiting, ...placed.bets, ...refused.bets];
  const next = placed.next ?? refused.next;
  const open = placed.bets.filter((bet) => bet.status === "open");
  const cashOuts =
    open.length > 0
      ? await priceCashOuts(
          open.map(({ id }) => id),
          player.id,
        )
      : [];
  const eventIds = [...new Set(all.flatMap(({ legs }) => legs.map(({ eventId }) => eventId)))];
  const events = await listing({ kind: "ids", ids: eventIds }, eventIds.length);
  const hrefOf = (list: List, from?: string) =>
    `/bets${list !== "open" || from ? `?${new URLSearchParams({ show: list, ...(from && { after: from }) })}` : ""}` as Route;
  return (
    <NextIntlClientProvider messages={messages}>
      <Seed seeds={seedText({ summaries: events })}>
        <RefreshOnBetEvents />
        <PageHead title={t("title")} />
        <nav aria-label={t("lists")} className="mb-4 flex gap-1 border-b">
          {LISTS.map((list) => (
            <PageLink
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
            </PageLink>
          ))}
        </nav>
        {all.length > 0 ? (
          <CashOuts
            bets={open.map(followed)}
            first={cashOuts.map(({ cashOut }) => cashOut)}
            {...CASH_OUT_ACTIONS}
          >
            <ul className="grid grid-cols-1 gap-3">
              {waiting.map((bet) => (
                <li key={bet.id}>
                  <PendingCard bet={bet} />
                </li>
              ))}
              {placed.bets.map((bet) => (
                <li key={bet.id}>
                  <BetCard bet={bet} />
                </li>
              ))}
              {refused.bets.map((bet) => (
                <li key={bet.id}>
                  <RejectedCard bet={bet} />
                </li>
              ))}
            </ul>
          </CashOuts>
        ) : (
          <Empty
            icon={ReceiptText}
            title={t(EMPTY[status])}
            action={<ButtonLink href="/">{t("find")}</ButtonLink>}
          >
            {t(`${EMPTY[status]}Hint`)}
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
