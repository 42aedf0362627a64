import { useTranslations } from "next-intl";
import { Activity, type ReactNode } from "react";
import { ExclusionNotice } from "#components/account/exclusion-notice.tsx";
import { ReferralAnswers } from "#components/bets/referral/referral.tsx";
import { SettlementToasts } from "#components/bets/settlement-toasts.tsx";
import { PendingWatch } from "#components/betslip/pending-watch.tsx";
import { QuickBetWatch } from "#components/betslip/quick-bet-watch.tsx";
import { SlipButton, SlipColumn } from "#components/betslip/slip-dock.tsx";
import { SlipOwner } from "#components/betslip/slip-owner.tsx";
import { SlipSync } from "#components/betslip/sync.tsx";
import { FavouritesSync } from "#components/favourites/sync.tsx";
import { PriceTexts } from "#components/odds/price-texts.tsx";
import { PlayWatch } from "#components/play/watch.tsx";
import { RealtimeProvider } from "#components/realtime/provider.tsx";
import { AccountWatch } from "#components/shell/account-watch.tsx";
import { BottomBar } from "#components/shell/bottom-bar.tsx";
import { ConnectionNotice } from "#components/shell/connection-notice.tsx";
import { DisplayChoices } from "#components/shell/display.tsx";
import { Header } from "#components/shell/header.tsx";
import { PageContextProvider } from "#components/shell/page-context.tsx";
import { ServiceWorker } from "#components/shell/service-worker.tsx";
import { SettingsSync } from "#components/shell/settings-sync.tsx";
import { Shortcuts } from "#components/shell/shortcuts.tsx";
import { Sidebar } from "#components/shell/sidebar.tsx";
import { VisitorTimeZone } from "#components/shell/time-zone.tsx";
import { Announcer } from "#components/ui/announcer.tsx";
import { Toasts } from "#components/ui/toasts.tsx";
import { ViewerProvider } from "#components/viewer/provider.tsx";
import { env } from "#lib/platform/config/env.ts";
import { signOut } from "../(auth)/actions.ts";
import type { Display } from "../device.ts";
import { OFFLINE_VERSION } from "../offline/page-text.ts";
import { preferences } from "../preferences.ts";
import { currentPlayer, hasSessionCookie } from "../session.ts";
import { answerCheckAction, displayForm } from "./actions.ts";
import {
  answerReferralAction,
  betOutcomeAction,
  changeFavouritesAction,
  freeBetsAction,
  loadFavouritesAction,
  loadSlipAction,
  openBetsAction,
  placeBetAction,
  saveSlipAction,
} from "./bets/actions.ts";
import { CASH_OUT_ACTIONS } from "./bets/cash-out-actions.ts";
import { bettingTerms, openCompetitions } from "./shared-reads.ts";

function Footer({ theme, oddsFormat }: Display) {
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
  const [player, signedIn, { theme, oddsFormat }, competitions, terms] = await Promise.all([
    currentPlayer(),
    hasSessionCookie(),
    preferences(),
    openCompetitions(),
    bettingTerms(),
  ]);
  const reads = { openBets: openBetsAction, freeBets: freeBetsAction };
  const { REALTIME_URL, REALTIME_PORT } = env();
  return (
    <ViewerProvider signedIn={signedIn} drawnFor={player?.id ?? null}>
      {signedIn && <link rel="preload" as="fetch" href="/api/me" crossOrigin="anonymous" />}
      <RealtimeProvider address={REALTIME_URL ? { url: REALTIME_URL } : { port: REALTIME_PORT }} polls>
        <PageContextProvider value={{ oddsFormat, terms }}>
          <PriceTexts>
            <SlipOwner />
            <ReferralAnswers answer={answerReferralAction} />
            <AccountWatch />
            <Header />
            <div className="mx-auto flex max-w-[120rem] gap-4 px-3 pt-4 pb-24 desk:px-4 desk:pb-8 wide:gap-5 wide:px-5">
              <div className="scroll-quiet sticky top-18 hidden max-h-[calc(100dvh-5rem)] w-44 shrink-0 self-start overflow-y-auto desk:block wide:w-56">
                <Sidebar competitions={competitions} />
              </div>
              <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
                <ExclusionNotice />
                <Activity>{children}</Activity>
                <Footer theme={theme} oddsFormat={oddsFormat} />
              </main>
              <Activity>
                <SlipColumn place={placeBetAction} load={reads} cashOut={CASH_OUT_ACTIONS} />
              </Activity>
            </div>
            <BottomBar slip={<SlipButton place={placeBetAction} load={reads} cashOut={CASH_OUT_ACTIONS} />} />
            <VisitorTimeZone />
            <SettingsSync />
            <PlayWatch answer={answerCheckAction} signOut={signOut} />
            <PendingWatch outcome={betOutcomeAction} />
            <SettlementToasts />
            <QuickBetWatch place={placeBetAction} />
            <FavouritesSync change={changeFavouritesAction} load={loadFavouritesAction} />
            <SlipSync save={saveSlipAction} load={loadSlipAction} />
            <Announcer />
            <Toasts />
            <ConnectionNotice />
            <ServiceWorker version={OFFLINE_VERSION} />
          </PriceTexts>
        </PageContextProvider>
      </RealtimeProvider>
    </ViewerProvider>
  );
}
