import { Bell } from "lucide-react";
import type { Metadata, Route } from "next";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { MarkNotificationsRead } from "#components/notifications/mark-read.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead, Panel } from "#components/ui/panel.tsx";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { inbox } from "#lib/notifications/index.ts";
import type { NotificationView } from "#lib/notifications/schema.ts";
import { betTitles } from "#lib/sportsbook/betting/index.ts";
import { requirePlayer } from "../../session.ts";
import { markReadAction } from "./actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("notifications"))("title"),
});

/** The text of each notification; what they are about is read with one query for all of them. */
const wordsOf = async (playerId: string, notifications: readonly NotificationView[]) => {
  const [t, locale] = await Promise.all([getTranslations("notifications"), getLocale()]);
  const bets = await betTitles(
    playerId,
    notifications.flatMap(({ betId }) => betId ?? []),
  );
  const titleOf = (betId: string | undefined): string => {
    const bet = betId === undefined ? undefined : bets.get(betId);
    if (!bet) return t("bet");
    const { event, legs } = bet;
    return legs > 1 ? t("accumulator", { event, more: legs - 1 }) : event;
  };
  // A test checks that the catalogue's names and variants have texts.
  const word = t as unknown as (key: string, values: Record<string, string>) => string;
  return ({ name, variant, amount, betId }: NotificationView) => {
    const values = { bet: titleOf(betId), amount: amount ? formatMoney(locale, amount) : "" };
    return {
      title: word(`text.${name}.${variant}.title`, values),
      text: word(`text.${name}.${variant}.text`, values),
    };
  };
};

export default async function NotificationsPage() {
  const player = await requirePlayer("/notifications");
  const [t, format, notifications] = await Promise.all([
    getTranslations("notifications"),
    getFormatter(),
    inbox(player.id),
  ]);
  const texts = await wordsOf(player.id, notifications);
  return (
    <div className="mx-auto w-full max-w-3xl md:pt-2">
      <PageHead title={t("title")} lead={t("lead")} />
      <MarkNotificationsRead
        mark={markReadAction}
        unread={notifications.some(({ read }) => !read)}
        newest={notifications[0]?.at.getTime() ?? 0}
      />
      <Panel className="overflow-hidden">
        {notifications.length === 0 ? (
          <Empty icon={Bell} title={t("emptyTitle")}>
            {t("empty")}
          </Empty>
        ) : (
          <ul className="divide-y">
            {notifications.map((notification) => {
              const { title, text } = texts(notification);
              return (
                <li key={notification.key}>
                  <PageLink
                    href={notification.href as Route}
                    className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-raised"
                  >
                    <span className="flex items-center gap-2 font-medium text-sm">
                      {title}
                      {!notification.read && <Badge tone="accent">{t("new")}</Badge>}
                    </span>
                    <time
                      dateTime={notification.at.toISOString()}
                      className="figures whitespace-nowrap text-muted text-xs leading-5"
                    >
                      {format.dateTime(notification.at, {
                        dateStyle: "medium",
                        timeStyle: "short",
                        hourCycle: "h23",
                        timeZone: player.settings.timeZone,
                      })}
                    </time>
                    <span className="col-span-2 text-muted text-sm">{text}</span>
                  </PageLink>
                </li>
              );
            })}
          </ul>
        )}
      </Panel>
    </div>
  );
}
