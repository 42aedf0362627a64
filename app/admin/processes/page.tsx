import type { Metadata } from "next";
import { Choices } from "#components/admin/choices.tsx";
import type { Format } from "#components/admin/format.ts";
import { GoneProcesses } from "#components/admin/gone-processes.tsx";
import type { Translate } from "#components/admin/names.ts";
import { Panel, Stat, Stats } from "#components/admin/panel.tsx";
import { ParkedEvents } from "#components/admin/parked-events.tsx";
import { Plots, type Plotted } from "#components/admin/plots.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import {
  excessOfLogin,
  isUp,
  outboxDepth,
  type ProcessBeat,
  type ProcessSeries,
  parkedEvents,
  processBeats,
  processSeries,
} from "#lib/backoffice/index.ts";
import { healthRead, healthWrite } from "#lib/backoffice/permissions.ts";
import { may } from "#lib/platform/permission.ts";
import { pendingDepth } from "#lib/sportsbook/betting/index.ts";
import { retryParkedAction } from "../actions.ts";
import { type Query, staffPage } from "../staff-page.ts";

export const metadata: Metadata = { title: "Health" };

const RANGES = { "15m": 900, "1h": 3_600, "6h": 21_600, "24h": 86_400 } as const;
type Range = keyof typeof RANGES;
const SLOTS = 60;

// Workers take over what is overdue for a second, twice a second.
const OVERDUE_MS_MAX = 3_000;

const KINDS = ["web", "realtime", "feeds", "worker"] as const;
const VITALS = ["cpuPercent", "memoryMb", "loopLagMs"];
const OWN: Record<string, readonly string[]> = {
  web: ["responseMs"],
  realtime: ["deliveriesPerSecond", "lagMsMax"],
  feeds: ["messagesPerSecond", "eventsOpen"],
  worker: [],
};

type Join = (a: number, b: number) => number;
const sum: Join = (a, b) => a + b;

// Figures of the platform as a whole: some add up over processes, others are reported alike by several.
const WHOLE: Record<string, Join> = {
  betsPerMinute: Math.max,
  requestsPerSecond: sum,
  failuresPerSecond: sum,
  sockets: sum,
  lagMs: Math.max,
  outboxAgeS: Math.max,
  jobsWaiting: Math.max,
  connections: Math.max,
};

const joined = (series: readonly ProcessSeries[], name: string, join: Join): Plotted => ({
  name,
  points: series
    .filter((one) => one.name === name)
    .reduce<(number | null)[]>(
      (all, { points }) =>
        points.map((value, at) => {
          const other = all[at] ?? null;
          return value === null ? other : other === null ? value : join(other, value);
        }),
      [],
    ),
});

function Dead({
  kind,
  beats,
  t,
  format,
}: {
  kind: string;
  beats: ProcessBeat[];
  t: Translate;
  format: Format;
}) {
  const lastBeat = Math.min(...beats.map(({ beatAgeS }) => beatAgeS));
  return (
    <Notice title={t("processes.deadTitle", { process: t(`processes.process.${kind}`) })} tone="bad">
      {`${t(`processes.dead.${kind}`)} ${
        beats.length > 0 ? t("processes.lastBeat", { age: format.age(lastBeat) }) : t("processes.neverBeat")
      }`}
    </Notice>
  );
}

function Process({
  beat,
  series,
  t,
  format,
}: {
  beat: ProcessBeat;
  series: readonly ProcessSeries[];
  t: Translate;
  format: Format;
}) {
  const name = t(`processes.process.${beat.process}`);
  const drawn = [...VITALS, ...(OWN[beat.process] ?? [])];
  const others = Object.entries(beat.figures).filter(
    ([figure]) => !drawn.includes(figure) && !(figure in WHOLE),
  );
  return (
    <Panel
      aside={
        <span className="figures">
          {[
            t("processes.at", { host: beat.host, pid: beat.pid }),
            t("processes.started", { at: format.minute(beat.startedAt) }),
            t("processes.beat", { age: format.age(beat.beatAgeS) }),
          ].join(" · ")}
        </span>
      }
      title={
        <span className="inline-flex items-center gap-2">
          {name}
          <Badge tone="up">{t("processes.up")}</Badge>
        </span>
      }
    >
      <Plots
        caption={name}
        columns={5}
        format={format}
        plots={drawn.flatMap((figure) =>
          series.filter((one) => one.instance === beat.instance && one.name === figure),
        )}
        t={t}
      />
      {others.length > 0 ? (
        <p className="wrap-anywhere mt-2 text-muted text-xs figures">
          {others
            .map(
              ([figure, value]) => `${figure} ${typeof value === "object" ? JSON.stringify(value) : value}`,
            )
            .join(" · ")}
        </p>
      ) : null}
    </Panel>
  );
}

export default async function Health({ searchParams }: { searchParams: Query }) {
  const { staff, t, format } = await staffPage("/admin/processes", healthRead);
  const asked = (await searchParams).range;
  const range: Range = typeof asked === "string" && Object.hasOwn(RANGES, asked) ? (asked as Range) : "1h";
  const [beats, series, outbox, pending, login, parked] = await Promise.all([
    processBeats(),
    processSeries(RANGES[range], SLOTS),
    outboxDepth(),
    pendingDepth(),
    excessOfLogin(),
    parkedEvents(),
  ]);
  const ofKind = (kind: string) => beats.filter(({ process }) => process === kind);
  const gone = beats.filter((beat) => !isUp(beat));
  const dead = KINDS.filter((kind) => !ofKind(kind).some(isUp));
  return (
    <>
      <PageHead
        aside={
          <Choices
            choices={Object.keys(RANGES).map((id) => ({ id, label: t(`processes.ranges.${id}`) }))}
            chosen={range}
            href={(id) => `/admin/processes?range=${id}`}
            label={t("processes.range")}
          />
        }
        lead={dead.length === 0 ? t("processes.allUp", { gone: gone.length }) : t("processes.lead")}
        title={t("processes.title")}
      />
      {login ? (
        <Notice title={t("processes.loginTitle")} tone="warn">
          {t(`processes.login.${login.excess}`, { login: login.login })}
        </Notice>
      ) : null}
      {dead.map((kind) => (
        <Dead beats={ofKind(kind)} format={format} key={kind} kind={kind} t={t} />
      ))}
      {gone.length > 0 ? <GoneProcesses beats={beats} format={format} t={t} /> : null}
      {parked.count > 0 ? (
        <ParkedEvents
          {...parked}
          format={format}
          retry={may(staff, healthWrite) ? retryParkedAction : null}
          t={t}
        />
      ) : null}
      <Stats>
        <Stat label={t("processes.up")} value={format.number(beats.filter(isUp).length)} />
        <Stat
          label={t("processes.outbox")}
          note={`${t("processes.oldest")} ${format.age(outbox.oldestAgeS)}`}
          value={`${format.number(outbox.rows)} ${t("processes.waiting").toLowerCase()}`}
        />
        <Stat
          label={t("processes.delayed")}
          note={`${t("processes.overdue")} ${format.age(pending.overdueMs / 1_000)}`}
          value={`${format.number(pending.waiting)} ${t("processes.waiting").toLowerCase()}`}
          {...(pending.overdueMs > OVERDUE_MS_MAX && { tone: "down" as const })}
        />
      </Stats>
      <Panel title={t("processes.platform")}>
        <Plots
          caption={t("processes.platform")}
          format={format}
          plots={Object.entries(WHOLE).map(([name, join]) => joined(series, name, join))}
          t={t}
        />
      </Panel>
      {beats.filter(isUp).map((beat) => (
        <Process beat={beat} format={format} key={beat.instance} series={series} t={t} />
      ))}
    </>
  );
}
