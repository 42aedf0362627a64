import type { Metadata } from "next";
import { DataTable } from "#components/admin/data-table.tsx";
import { Panel } from "#components/admin/panel.tsx";
import { DraftList } from "#components/admin/registers/draft.tsx";
import { UploadList } from "#components/admin/registers/upload-list.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { registerViews } from "#lib/players/index.ts";
import { playersRegisters } from "#lib/players/permissions.ts";
import { type Query, staffPage } from "../staff-page.ts";
import { applyListForm, discardListForm } from "./actions.ts";

export const metadata: Metadata = { title: "Registers" };

const ANSWERS = ["done", "refused", "missing", "not_by_list", "too_many_requests"] as const;

export default async function Registers({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage("/admin/registers", playersRegisters);
  const [views, { upload }] = await Promise.all([registerViews(), searchParams]);
  const byList = views.filter(({ source }) => source === "upload" || source === "simulator");
  const answer = upload && (ANSWERS.find((code) => code === upload) ?? "failed");
  const refused = views.flatMap((view) =>
    view.refused ? [{ ...view.refused, register: view.register }] : [],
  );
  return (
    <>
      <PageHead lead={t("registers.lead")} title={t("registers.title")} />
      {answer && (
        <Notice
          live={answer === "done" ? "polite" : "assertive"}
          tone={answer === "done" ? "good" : "bad"}
          className="mb-4"
        >
          {t(`registers.answer.${answer}`)}
        </Notice>
      )}
      {refused.map(({ register, by, at, faulty, faults }) => (
        <Notice
          key={register}
          tone="bad"
          className="mb-4"
          title={t("registers.refusedTitle", { register: t(`registers.name.${register}`), faulty })}
        >
          <p>{t("registers.refusedBy", { by, at: format.minute(at) })}</p>
          <ul className="mt-2 grid max-h-64 gap-0.5 overflow-y-auto">
            {faults.map(({ line, problem }) => (
              <li key={line} className="figures">
                {t(`registers.problem.${problem}`, { line })}
              </li>
            ))}
          </ul>
          {faulty > faults.length && (
            <p className="mt-1">{t("registers.more", { more: faulty - faults.length })}</p>
          )}
        </Notice>
      ))}
      {views.map(
        (view) =>
          view.draft && (
            <DraftList
              key={view.register}
              view={view}
              draft={view.draft}
              t={t}
              format={format}
              apply={applyListForm}
              discard={discardListForm}
            />
          ),
      )}
      <Panel flush title={t("registers.all")}>
        <DataTable
          caption={t("registers.all")}
          columns={[
            {
              id: "register",
              label: t("registers.register"),
              head: true,
              cell: ({ register }) => t(`registers.name.${register}`),
            },
            {
              id: "source",
              label: t("registers.source"),
              cell: ({ source, inForce }) =>
                t(`registers.is.${inForce && source === "simulator" ? "upload" : source}`),
            },
            {
              id: "people",
              label: t("registers.people"),
              numeric: true,
              cell: ({ inForce }) => (inForce ? format.number(inForce.people) : "–"),
            },
            { id: "by", label: t("registers.by"), cell: ({ inForce }) => inForce?.by ?? "–" },
            {
              id: "at",
              label: t("registers.at"),
              numeric: true,
              cell: ({ inForce }) =>
                inForce ? (
                  <span className="inline-flex flex-wrap items-center justify-end gap-2">
                    {inForce.tooOld && <Badge tone="down">{t("registers.tooOld")}</Badge>}
                    {format.minute(inForce.at)}
                  </span>
                ) : (
                  "–"
                ),
            },
          ]}
          empty=""
          rowKey={({ register }) => register}
          rows={views}
        />
      </Panel>
      <Panel title={t("registers.uploadTitle")}>
        {byList.length === 0 ? (
          <p className="text-muted text-sm">{t("registers.noneByList")}</p>
        ) : (
          <UploadList registers={byList.map(({ register }) => register)} t={t} />
        )}
      </Panel>
    </>
  );
}
