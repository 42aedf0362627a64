import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { BetCard } from "#components/bets/bet-card.tsx";
import { BetSteps } from "#components/bets/bet-steps.tsx";
import { RefreshOnNews } from "#components/bets/refresh-on-news.tsx";
import { ShareButton } from "#components/bets/share-button.tsx";
import { Seed } from "#components/realtime/provider.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { marketFamilyName, outcomeName } from "#lib/i18n/market-names.ts";
import { formatOdds } from "#lib/i18n/odds-format.ts";
import { isUuid } from "#lib/kernel/id.ts";
import { betHistory, betView } from "#lib/sportsbook/betting/index.ts";
import { listing, outcomeIdOf } from "#lib/sportsbook/markets/index.ts";
import { messagesFor } from "../../../client-messages.ts";
import { preferences } from "../../../preferences.ts";
import { requirePlayer } from "../../../session.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("bets"))("receipt"),
});

export default async function ReceiptPage({ params }: PageProps<"/bets/[id]">) {
  const { id } = await params;
  const player = await requirePlayer(`/bets/${id}`);
  const bet = isUuid(id) ? await betView(id) : null;
  if (!bet || bet.playerId !== player.playerId) notFound();
  const [t, m, { oddsFormat }, events, steps, messages] = await Promise.all([
    getTranslations("bets"),
    getTranslations("markets"),
    preferences(),
    listing({ kind: "ids", ids: bet.legs.map(({ eventId }) => eventId) }),
    betHistory(bet.id),
    messagesFor("common", "shell", "sportsbook", "markets", "betslip", "bets"),
  ]);
  const share = bet.legs
    .map((leg) => {
      const named = { ...leg, home: leg.event.home.name, away: leg.event.away.name };
      const price = formatOdds(leg.odds, oddsFormat);
      return `${named.home} – ${named.away}: ${marketFamilyName(m, named)}, ${outcomeName(m, named, leg.outcomeKey)} @ ${price}`;
    })
    .join("\n");
  const picks = bet.legs.map((leg): [string, string] => ["p", outcomeIdOf(leg.marketId, leg.outcomeKey)]);
  const sharePath = `/picks?${new URLSearchParams(picks)}`;
  return (
    <NextIntlClientProvider messages={messages}>
      <Seed summaries={events}>
        <RefreshOnNews />
        <div className="max-w-2xl">
          <PageHead title={t("receipt")} aside={<ShareButton text={share} path={sharePath} />} />
          <div className="grid grid-cols-1 gap-3">
            <BetCard bet={bet} whole />
            <Panel>
              <PanelHead title={t("history")} />
              <BetSteps bet={bet} steps={steps} />
              <dl className="flex flex-wrap gap-x-6 gap-y-1 border-t px-4 py-3 text-sm">
                <dt className="text-muted">{t("reference")}</dt>
                <dd className="figures select-all break-all">{bet.id}</dd>
              </dl>
            </Panel>
            <Link
              href="/bets"
              className="py-3 text-muted text-sm underline underline-offset-4 hover:text-ink"
            >
              {t("all")}
            </Link>
          </div>
        </div>
      </Seed>
    </NextIntlClientProvider>
  );
}
