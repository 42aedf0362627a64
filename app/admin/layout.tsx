import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { IdleSignOut } from "#components/admin/idle-sign-out.tsx";
import { LiveRefresh } from "#components/admin/live-refresh.tsx";
import { Palette } from "#components/admin/palette/palette.tsx";
import { RowKeys } from "#components/admin/row-keys.tsx";
import { Sidebar } from "#components/admin/sidebar.tsx";
import { SuspensionBanner } from "#components/admin/suspension-banner.tsx";
import { RealtimeProvider } from "#components/realtime/provider.tsx";
import { Shortcuts } from "#components/shell/shortcuts.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { killSwitches, waitingForOthers } from "#lib/backoffice/index.ts";
import { paymentsWaiting } from "#lib/cashier/index.ts";
import { paymentsRead } from "#lib/cashier/permissions.ts";
import { env } from "#lib/platform/config/env.ts";
import { may } from "#lib/platform/permission.ts";
import { sessionTimes } from "#lib/players/index.ts";
import type { SignedInStaff } from "#lib/players/schema.ts";
import { registered } from "#lib/processes/index.ts";
import { referralsWaiting } from "#lib/sportsbook/betting/index.ts";
import { betsRefer, marketsSuspend } from "#lib/sportsbook/permissions.ts";
import { signOut } from "../(auth)/actions.ts";
import { messagesFor } from "../client-messages.ts";
import { lookupAction, resumeAction, suspendAction } from "./actions.ts";
import { palettePages } from "./palette-pages.ts";
import { staffPage } from "./staff-page.ts";

/** The panels that this member of staff may open, in order. */
const panelsFor = (staff: SignedInStaff, counts: Readonly<Record<string, number>>) =>
  registered("panels")
    .filter(({ permission }) => permission === null || may(staff, permission))
    .toSorted((a, b) => a.position - b.position)
    .map(({ id, href }) => ({ id, href, count: counts[id] ?? 0 }));

export const metadata: Metadata = {
  title: { template: "%s · Back office", default: "Back office" },
  robots: "noindex",
};

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { staff, t, format } = await staffPage("/admin");
  const [messages, words, switches, waiting, payments, referrals] = await Promise.all([
    messagesFor("admin", "common"),
    getTranslations("admin"),
    killSwitches(),
    waitingForOthers(staff.id),
    may(staff, paymentsRead) ? paymentsWaiting() : 0,
    may(staff, betsRefer) ? referralsWaiting() : 0,
  ]);
  const panels = panelsFor(staff, { approvals: waiting, payments, referrals });
  const { REALTIME_URL, REALTIME_PORT } = env();
  return (
    <NextIntlClientProvider messages={messages}>
      <RealtimeProvider address={REALTIME_URL ? { url: REALTIME_URL } : { port: REALTIME_PORT }}>
        <div className="min-h-dvh bg-bg text-ink [--admin-head:3rem] lg:grid lg:grid-cols-[12.5rem_minmax(0,1fr)]">
          <a
            className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded focus:bg-surface focus:p-2"
            href="#content"
          >
            {words("skip")}
          </a>
          <aside className="z-30 border-line bg-surface max-lg:border-b lg:sticky lg:top-0 lg:h-dvh lg:border-r">
            <p className="flex h-12 items-center gap-2 px-5 font-semibold text-sm max-lg:hidden">
              <span aria-hidden className="size-2.5 rounded-[3px] bg-accent" />
              {words("title")}
            </p>
            <Sidebar places={panels} />
            <div className="px-2 max-lg:hidden">
              <Shortcuts
                area="staff"
                className="min-h-9 w-full rounded-md px-3 text-left text-faint text-xs hover:bg-raised hover:text-ink"
              />
            </div>
          </aside>
          <div className="min-w-0">
            <header className="sticky top-0 z-20 flex h-12 items-center justify-between gap-4 border-line border-b bg-bg px-4 lg:px-6">
              <LiveRefresh />
              <div className="flex min-w-0 items-center gap-4 text-xs">
                <Palette
                  lookup={lookupAction}
                  maySuspend={may(staff, marketsSuspend)}
                  pages={palettePages(staff, panels, t)}
                  resume={resumeAction}
                  suspend={suspendAction}
                />
                <PageLink className="truncate text-muted hover:underline" href="/admin/account">
                  {words("signedInAs", { name: staff.displayName })}
                </PageLink>
                <PageLink className="shrink-0 hover:underline" href="/">
                  {words("toSite")}
                </PageLink>
                <form action={signOut}>
                  <button className="-my-3 min-h-11 shrink-0 hover:underline" type="submit">
                    {words("signOut")}
                  </button>
                </form>
              </div>
            </header>
            <SuspensionBanner
              format={format}
              sports={switches.sports}
              suspensions={switches.suspensions}
              t={t}
            />
            <main
              className="flex flex-col gap-4 p-4 outline-none lg:p-6 [&>header]:mb-0"
              id="content"
              tabIndex={-1}
            >
              {children}
            </main>
            <RowKeys />
            <IdleSignOut idleMs={sessionTimes("staff").idleSeconds * 1_000} signOut={signOut} />
          </div>
        </div>
      </RealtimeProvider>
    </NextIntlClientProvider>
  );
}
