import { useTranslations } from "next-intl";
import { Activity, type ReactNode } from "react";
import { PendingWatch } from "#components/betslip/pending-watch.tsx";
import { SlipButton, SlipColumn } from "#components/betslip/slip-dock.tsx";
import { SlipOwner } from "#components/betslip/slip-owner.tsx";
import { SlipSync } from "#components/betslip/sync.tsx";
import { PriceWords } from "#components/odds/words.tsx";
import { RealtimeProvider } from "#components/realtime/provider.tsx";
import { AccountWatch } from "#components/shell/account-watch.tsx";
import { BottomBar } from "#components/shell/bottom-bar.tsx";
import { CatchFaults } from "#components/shell/broken.tsx";
import { ConnectionNotice } from "#components/shell/connection-notice.tsx";
import { DisplayChoices } from "#components/shell/display.tsx";
import { Header } from "#components/shell/header.tsx";
import { Rail } from "#components/shell/rail.tsx";
import { type Reader, ReaderProvider } from "#components/shell/reader.tsx";
import { ServiceWorker } from "#components/shell/service-worker.tsx";
import { SettingsNews } from "#components/shell/settings-news.tsx";
import { Shortcuts } from "#components/shell/shortcuts.tsx";
import { VisitorTimeZone } from "#components/shell/time-zone.tsx";
import { Announcer } from "#components/ui/announcer.tsx";
import { playerBalance } from "#lib/ledger/index.ts";
import { env } from "#lib/platform/config/env.ts";
import type { SignedInPlayer } from "#lib/players/schema.ts";
import { followedBets } from "#lib/sportsbook/betting/index.ts";
import type { Display } from "../device.ts";
import { OFFLINE_VERSION } from "../offline/page-text.ts";
import { preferences } from "../preferences.ts";
import { currentSession } from "../session.ts";
import { displayForm } from "./actions.ts";
import { betOutcomeAction, loadSlipAction, placeBetAction, saveSlipAction } from "./bets/actions.ts";
import { bettingTerms, openCompetitions } from "./shared-reads.ts";

const balanceOf = async ({ id, currency }: SignedInPlayer) => {
  const { balance, held, available, version } = await playerBalance(id, currency);
  return {
    currency,
    balance: balance.toString(),
    held: held.toString(),
    available: available.toString(),
    version: Number(version),
  };
};

const readerOf = (
  oddsFormat: Reader["oddsFormat"],
  terms: Reader["terms"],
  player: SignedInPlayer | null,
): Reader => ({
  oddsFormat,
  terms,
  player: player && {
    id: player.id,
    currency: player.currency,
    quickStakes: player.settings.quickStakes,
    oddsChoice: player.settings.oddsChoice,
  },
});

function Foot({ theme, oddsFormat }: Display) {
  const t = useTranslations("shell");
  return (
    <footer className="mt-10 flex flex-wrap items-center gap-x-6 gap-y-2 border-t py-5 text-faint text-xs">
      <DisplayChoices theme={theme} oddsFormat={oddsFormat} choose={displayForm} />
      <Shortcuts
        area="player"
        className="-ml-2 hidden min-h-8 rounded-md px-2 hover:bg-raised hover:text-ink desk:block"
      />
      <p>{t("over18")}</p>
      {env().DEMO_MODE && <p>{t("demo")}</p>}
    </footer>
  );
}

export default async function PlayerLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  const player = session?.kind === "player" ? session : null;
  const [{ theme, oddsFormat }, competitions, terms, followed, balance] = await Promise.all([
    preferences(),
    openCompetitions(),
    bettingTerms(),
    player ? followedBets(player.id) : [],
    player && balanceOf(player),
  ]);
  const { REALTIME_URL, REALTIME_PORT } = env();
  return (
    <RealtimeProvider
      address={REALTIME_URL ? { url: REALTIME_URL } : { port: REALTIME_PORT }}
      playerId={player?.id ?? null}
      initialBalance={balance}
      polls
    >
      <ReaderProvider reader={readerOf(oddsFormat, terms, player)}>
        <PriceWords>
          <SlipOwner />
          <AccountWatch account={player?.id ?? null} />
          <Header viewer={session?.kind ?? "visitor"} />
          <div className="mx-auto flex max-w-[100rem] gap-5 px-3 pt-4 pb-24 desk:px-5 desk:pb-8">
            <div className="scroll-quiet sticky top-18 hidden max-h-[calc(100dvh-5rem)] w-56 shrink-0 self-start overflow-y-auto desk:block">
              <Activity>
                <Rail competitions={competitions} />
              </Activity>
            </div>
            <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
              <CatchFaults>
                <Activity>{children}</Activity>
              </CatchFaults>
              <Activity>
                <Foot theme={theme} oddsFormat={oddsFormat} />
              </Activity>
            </main>
            <Activity>
              <SlipColumn place={placeBetAction} />
            </Activity>
          </div>
          <BottomBar slip={<SlipButton place={placeBetAction} />} />
          {!player && <VisitorTimeZone />}
          {player && <SettingsNews />}
          {player && <PendingWatch account={player.id} outcome={betOutcomeAction} followed={followed} />}
          {player && (
            <SlipSync key={player.id} account={player.id} save={saveSlipAction} load={loadSlipAction} />
          )}
          <Announcer />
          <ConnectionNotice />
          <ServiceWorker version={OFFLINE_VERSION} />
        </PriceWords>
      </ReaderProvider>
    </RealtimeProvider>
  );
}
