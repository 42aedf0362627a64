import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BetCard } from "#components/bets/bet-card.tsx";
import { BetSteps } from "#components/bets/bet-steps.tsx";
import { followed } from "#components/bets/cash-out/followed.ts";
import { CashOuts } from "#components/bets/cash-out/offers.tsx";
import { PendingBetSteps } from "#components/bets/pending-bet-steps.tsx";
import { PendingCard } from "#components/bets/pending-card.tsx";
import { RefreshOnBetEvents } from "#components/bets/refresh-on-bet-events.tsx";
import { RejectedCard } from "#components/bets/rejected-card.tsx";
import { ShareButton } from "#components/bets/share-button.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { seedText } from "#components/realtime/seed-text.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { isUuid } from "#lib/core/id.ts";
import { marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { betHistory, betView, pendingOrRejectedBet, priceCashOuts } from "#lib/sportsbook/betting/index.ts";
import type { BetView } from "#lib/sportsbook/betting/schema.ts";
import { listing, outcomeIdOf } from "#lib/sportsbook/markets/index.ts";
import { messagesFor } from "../../../client-messages.ts";
import { preferences } from "../../../preferences.ts";
import { requirePlayer } from "../../../session.ts";
import { CASH_OUT_ACTIONS } from "../cash-out-actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("bets"))("receipt"),
});

/** The current state of one of the player's bets. */
const betOf = async (playerId: string, id: string) => {
  if (!isUuid(id)) return null;
  // Pending bets are read first: one that ends meanwhile is then found as a bet.
  const received = await pendingOrRejectedBet(playerId, id);
  if (received) return received;
  const bet = await betView(id);
  return bet?.playerId === playerId ? { state: "placed" as const, ...bet } : null;
};

/** Shares the selections, as text and as a link. */
async function Share({ legs }: Pick<BetView, "legs">) {
  const [m, t, { oddsFormat }] = await Promise.all([
    getTranslations("sports"),
    getTranslations("bets"),
    preferences(),
  ]);
  const text = legs
    .flatMap((leg, at) => {
      const named = {
        ...leg,
        sportId: leg.event.sportId,
        participants: namesOf(leg.event),
      };
      const price = formatOdds(leg.odds, oddsFormat);
      const selection = `${leg.event.name}: ${marketFamilyName(m, named)}, ${outcomeName(m, named, leg.outcomeKey)}`;
      if (leg.builder === null) return [`${selection} @ ${price}`];
      const first = legs.findIndex(({ builder }) => builder === leg.builder) === at;
      return [...(first ? [`${t("builder")} @ ${price}`] : []), selection];
    })
    .join("\n");
  const picks = legs.map((leg): [string, string] => ["p", outcomeIdOf(leg.marketId, leg.outcomeKey)]);
  return <ShareButton text={text} path={`/picks?${new URLSearchParams(picks)}`} />;
}

export default async function BetPage({ params }: PageProps<"/bets/[id]">) {
  const { id } = await params;
  const player = await requirePlayer(`/bets/${id}`);
  const bet = await betOf(player.id, id);
  if (!bet) notFound();
  const [t, events, messages] = await Promise.all([
    getTranslations("bets"),
    listing({ kind: "ids", ids: bet.legs.map(({ eventId }) => eventId) }),
    messagesFor("common", "shell", "sportsbook", "markets", "sports", "betslip", "bets"),
  ]);
  const parts = async (): Promise<{
    title: string;
    aside?: ReactNode;
    card: ReactNode;
    steps: ReactNode;
  }> => {
    switch (bet.state) {
      case "waiting":
        return {
          title: t("pending"),
          card: <PendingCard bet={bet} whole />,
          steps: <PendingBetSteps bet={bet} />,
        };
      case "refused":
        return {
          title: t("notPlaced"),
          card: <RejectedCard bet={bet} whole />,
          steps: <PendingBetSteps bet={bet} />,
        };
      case "placed":
        return {
          title: t("receipt"),
          aside: <Share legs={bet.legs} />,
          card: (
            <CashOuts
              bets={bet.status === "open" ? [followed(bet)] : []}
              first={(await priceCashOuts([bet.id], player.id)).map(({ cashOut }) => cashOut)}
              {...CASH_OUT_ACTIONS}
            >
              <BetCard bet={bet} whole />
            </CashOuts>
          ),
          steps: <BetSteps bet={bet} steps={await betHistory(bet.id)} />,
        };
    }
  };
  const { title, aside, card, steps } = await parts();
  return (
    <NextIntlClientProvider messages={messages}>
      <Seed seeds={seedText({ summaries: events })}>
        <RefreshOnBetEvents />
        <div className="max-w-2xl">
          <PageHead title={title} aside={aside} />
          <div className="grid grid-cols-1 gap-3">
            {card}
            <Panel>
              <PanelHead title={t("history")} />
              {steps}
              <dl className="flex flex-wrap gap-x-6 gap-y-1 border-t px-4 py-3 text-sm">
                <dt className="text-muted">{t("reference")}</dt>
                <dd className="figures select-all break-all">{bet.id}</dd>
              </dl>
            </Panel>
            <PageLink
              href="/bets"
              className="py-3 text-muted text-sm underline underline-offset-4 hover:text-ink"
            >
              {t("all")}
            </PageLink>
          </div>
        </div>
      </Seed>
    </NextIntlClientProvider>
  );
}
