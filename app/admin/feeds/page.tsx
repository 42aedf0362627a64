import type { Metadata } from "next";
import { Code } from "#components/admin/code.tsx";
import { Dot } from "#components/admin/dot.tsx";
import type { Format } from "#components/admin/format.ts";
import type { Translate } from "#components/admin/names.ts";
import { Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { feedTone } from "#components/admin/state-badges.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { type FeedHealth, feedHealth, MESSAGE_FATES, rejectedMessages } from "#lib/backoffice/index.ts";
import { feedsRead } from "#lib/sportsbook/permissions.ts";
import { staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Feeds" };

function Fates({ lastHour, t, format }: { lastHour: FeedHealth["lastHour"]; t: Translate; format: Format }) {
  const most = Math.max(1, ...Object.values(lastHour));
  return (
    <dl className="grid grid-cols-[6rem_1fr_5rem] items-center gap-x-3 gap-y-1.5 text-sm">
      {MESSAGE_FATES.map((fate) => (
        <div className="contents" key={fate}>
          <dt className="text-muted">{t(`fate.${fate}`)}</dt>
          <dd aria-hidden className="h-2 overflow-hidden rounded-sm bg-raised">
            <span
              className={`block h-full ${fate === "rejected" ? "bg-down" : fate === "applied" ? "bg-up" : "bg-faint"}`}
              style={{ width: `${(lastHour[fate] / most) * 100}%` }}
            />
          </dd>
          <dd className="figures text-right">{format.number(lastHour[fate])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Feed({ feed, t, format }: { feed: FeedHealth; t: Translate; format: Format }) {
  const ago = (seconds: number | null) =>
    seconds === null ? t("feeds.never") : t("feeds.ago", { age: format.age(seconds) });
  return (
    <section className="flex flex-col gap-4">
      <h2 className="flex flex-wrap items-center gap-2.5 font-semibold">
        <Dot tone={feedTone(feed.state)} />
        {`${feed.id}: ${t(`feedState.${feed.state}`)}`}
        <span className="figures font-normal text-muted text-sm">
          {t("feeds.since", { at: format.stamp(feed.stateSince) })}
        </span>
      </h2>
      <Stats>
        <Stat label={t("feeds.alive")} value={ago(feed.aliveAgeS)} />
        <Stat label={t("feeds.message")} value={ago(feed.messageAgeS)} />
        <Stat label={t("feeds.lag")} value={`${format.number(feed.lagMs)} ms`} />
        <Stat label={t("feeds.total")} value={format.number(feed.messages)} />
        <Stat
          label={t("feeds.rejected")}
          tone={feed.rejected > 0n ? "down" : undefined}
          value={format.number(feed.rejected)}
        />
        <Stat
          label={t("feeds.lease")}
          note={
            feed.leaseOwner
              ? t(feed.leaseStands ? "feeds.owner" : "feeds.lastOwner", { id: feed.leaseOwner.slice(0, 8) })
              : undefined
          }
          value={feed.leaseStands ? t("feeds.leaseStands") : t("feeds.leaseLost")}
        />
      </Stats>
      <Panel title={t("feeds.lastHour")}>
        <Fates format={format} lastHour={feed.lastHour} t={t} />
      </Panel>
    </section>
  );
}

export default async function Feeds() {
  const { t, format } = await staffPage("/admin/feeds", feedsRead);
  const [feeds, rejected] = await Promise.all([feedHealth(), rejectedMessages()]);
  return (
    <>
      <PageHead title={t("feeds.title")} />
      {feeds.length === 0 ? (
        <Panel>
          <p className="py-6 text-center text-muted text-sm">{t("feeds.none")}</p>
        </Panel>
      ) : null}
      {feeds.map((feed) => (
        <Feed feed={feed} format={format} key={feed.id} t={t} />
      ))}
      <Panel flush title={t("feeds.newest")}>
        {rejected.length === 0 ? (
          <p className="px-3 py-6 text-center text-muted text-sm">{t("feeds.noRejected")}</p>
        ) : (
          <ul className="divide-y divide-line text-sm">
            {rejected.map((message) => (
              <li key={message.id.toString()}>
                <details>
                  <summary className="grid min-h-11 items-center gap-x-4 px-3 py-2 hover:bg-raised md:grid-cols-[9rem_10rem_minmax(0,1fr)]">
                    <span className="figures text-muted">{format.stamp(message.receivedAt)}</span>
                    <span className="wrap-anywhere">
                      {message.eventId ?? message.kind ?? message.provider}
                    </span>
                    <span className="wrap-anywhere text-down">{message.error ?? "–"}</span>
                  </summary>
                  <div className="px-3 pb-3">
                    <Code label={t("feeds.raw")}>{message.raw}</Code>
                  </div>
                </details>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}
