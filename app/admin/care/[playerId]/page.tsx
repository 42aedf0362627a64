import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { InteractionForm } from "#components/admin/care/interaction-form.tsx";
import { CareSuggestion, markerText } from "#components/admin/care/score.tsx";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { playerRecord } from "#lib/backoffice/index.ts";
import { isUuid } from "#lib/core/id.ts";
import { harmScoreOf, interactionsOf } from "#lib/players/index.ts";
import { playersCare } from "#lib/players/permissions.ts";
import { staffPage } from "../../staff-page.ts";
import { recordInteractionForm } from "../actions.ts";

export const metadata: Metadata = { title: "Safer gambling" };

export default async function CareCase({ params }: { params: Promise<{ playerId: string }> }) {
  const { playerId } = await params;
  const { t, format } = await staffPage(`/admin/care/${playerId}`, playersCare);
  const [player, score, interactions] = isUuid(playerId)
    ? await Promise.all([playerRecord(playerId), harmScoreOf(playerId), interactionsOf(playerId)])
    : [null, null, []];
  if (!player) notFound();
  const { currency } = player;
  return (
    <>
      <nav className="-mb-2 text-sm">
        <PageLink className="text-muted hover:text-ink hover:underline" href="/admin/care">
          {t("care.back")}
        </PageLink>
      </nav>
      <PageHead
        title={player.displayName}
        lead={
          <PageLink
            className="wrap-anywhere underline underline-offset-4"
            href={`/admin/players/${playerId}` as Route}
          >
            {player.email}
          </PageLink>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel
            flush
            title={t("care.markers")}
            aside={score ? <CareSuggestion suggested={score.suggested} t={t} /> : undefined}
          >
            <DataTable
              caption={t("care.markers")}
              columns={[
                { id: "marker", label: t("care.why"), head: true, cell: (row) => markerText(t, row) },
                {
                  id: "contribution",
                  label: t("care.contribution"),
                  numeric: true,
                  cell: (row) => format.number(Math.round(row.contribution * 100) / 100),
                },
              ]}
              empty={t("care.noScore")}
              rowKey={({ marker }) => marker}
              rows={score?.contributions ?? []}
            />
            {score && (
              <p className="px-3 py-2 text-muted text-xs">
                {t("care.heuristic", {
                  score: Math.round(score.score * 100) / 100,
                  version: score.weights,
                  at: format.minute(score.scoredAt),
                })}
              </p>
            )}
          </Panel>
          <Panel flush title={t("care.interactions")}>
            <DataTable
              caption={t("care.interactions")}
              columns={[
                {
                  id: "what",
                  label: t("care.what"),
                  head: true,
                  cell: (row) => (
                    <span className="grid gap-0.5">
                      <span>
                        {t(`care.kind.${row.kind}`)}
                        {row.allowsLimit && ` · ${t("care.allows")}`}
                      </span>
                      <span className="wrap-anywhere font-normal text-muted text-xs">{row.note}</span>
                    </span>
                  ),
                },
                { id: "by", label: t("care.by"), cell: (row) => row.by },
                { id: "at", label: t("player.at"), numeric: true, cell: (row) => format.minute(row.at) },
                {
                  id: "staked",
                  label: t("care.staked"),
                  numeric: true,
                  cell: ({ effect }) =>
                    `${format.money(effect.staked.before, currency)} → ${format.money(effect.staked.after, currency)}`,
                },
                {
                  id: "lost",
                  label: t("care.lost"),
                  numeric: true,
                  cell: ({ effect }) =>
                    `${format.money(effect.lost.before, currency)} → ${format.money(effect.lost.after, currency)}`,
                },
                {
                  id: "minutes",
                  label: t("care.minutes"),
                  numeric: true,
                  cell: ({ effect }) =>
                    `${format.number(effect.minutes.before)} → ${format.number(effect.minutes.after)}`,
                },
              ]}
              empty={t("care.noInteractions")}
              rowKey={({ id }) => id}
              rows={interactions}
            />
          </Panel>
        </div>
        <Panel title={t("care.record")}>
          <InteractionForm playerId={playerId} action={recordInteractionForm} />
        </Panel>
      </div>
    </>
  );
}
