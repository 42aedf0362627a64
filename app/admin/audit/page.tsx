import { clsx } from "clsx";
import type { Metadata } from "next";
import { fieldChanges } from "#components/admin/audit-diff.ts";
import type { Format } from "#components/admin/format.ts";
import type { Words } from "#components/admin/names.ts";
import { Panel } from "#components/admin/panel.tsx";
import { Pager, SearchForm } from "#components/admin/search-form.tsx";
import { VerifyChain } from "#components/admin/verify-chain.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { type AuditRow, AuditSearch, auditActions, auditTrail } from "#lib/backoffice/index.ts";
import { verifyAuditAction } from "../actions.ts";
import { type Query, staffPage, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Audit trail" };

const COLUMNS = "md:grid-cols-[4rem_9rem_9rem_9rem_minmax(0,1.2fr)_minmax(0,1fr)]";

function Changes({ entry, t }: { entry: AuditRow; t: Words }) {
  const changes = fieldChanges(entry.before, entry.after);
  if (changes.length === 0) return <p className="text-muted">{t("audit.nothingChanged")}</p>;
  const cell = "wrap-anywhere border-b px-2 py-1 text-left align-top font-mono text-xs font-normal figures";
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 rounded-md border border-line bg-bg">
      <caption className="sr-only">{t("audit.change")}</caption>
      <thead>
        <tr className="text-muted text-xs">
          {["field", "before", "after"].map((name) => (
            <th className="border-b px-2 py-1 text-left font-medium" key={name} scope="col">
              {t(`audit.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => {
          const moved = before !== after;
          return (
            <tr key={field}>
              <th className={clsx(cell, moved ? "text-ink" : "text-muted")} scope="row">
                {field}
              </th>
              <td className={clsx(cell, moved && before !== null ? "bg-down-wash" : "text-muted")}>
                {before === null ? "–" : moved ? <del className="no-underline">{before}</del> : before}
              </td>
              <td className={clsx(cell, moved && after !== null ? "bg-up-wash" : "text-muted")}>
                {after === null ? "–" : moved ? <ins className="no-underline">{after}</ins> : after}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Entry({ entry, t, format }: { entry: AuditRow; t: Words; format: Format }) {
  return (
    <details>
      <summary
        className={`grid min-h-11 items-center gap-x-4 gap-y-0.5 px-3 py-2 hover:bg-raised ${COLUMNS}`}
      >
        <span className="figures text-faint max-md:hidden">{entry.id.toString()}</span>
        <span className="figures text-muted">{format.stamp(entry.at)}</span>
        <span className="truncate font-medium">
          {entry.actorId ? entry.actor : `${entry.actor} (${t("audit.system")})`}
        </span>
        <span className="wrap-anywhere">{entry.action}</span>
        <span className="wrap-anywhere">{entry.subject}</span>
        <span className="wrap-anywhere text-muted">{entry.reason ?? ""}</span>
      </summary>
      <div className="grid gap-3 px-3 pb-3">
        <Changes entry={entry} t={t} />
        <p className="wrap-anywhere text-muted text-xs">
          {`${t("audit.hash")} ${entry.hash}`}
          {entry.requestId ? ` · ${t("audit.request")} ${entry.requestId}` : ""}
        </p>
      </div>
    </details>
  );
}

export default async function Audit({ searchParams }: { searchParams: Query }) {
  const { t, format } = await staffPage("/admin/audit", "audit:read");
  const search = AuditSearch.parse(await searchParams);
  const [{ rows, next }, actions] = await Promise.all([auditTrail(search), auditActions()]);
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageHead aside={<VerifyChain verify={verifyAuditAction} />} title={t("audit.title")} />
      <Panel flush>
        <SearchForm
          action="/admin/audit"
          fields={[
            { name: "subject", label: t("audit.subject"), value: search.subject, grow: true },
            { name: "actor", label: t("audit.actor"), value: search.actor },
            {
              name: "action",
              label: t("audit.action"),
              value: search.action,
              options: actions.map((value) => ({ value, label: value })),
            },
            { name: "from", label: t("audit.from"), value: search.from, type: "date" },
            { name: "to", label: t("audit.to"), value: search.to, type: "date" },
          ]}
          t={t}
        />
      </Panel>
      <Panel flush>
        <p
          aria-hidden
          className={`sticky top-(--admin-head) z-10 hidden gap-x-4 rounded-t-lg border-b bg-surface px-3 py-2 font-medium text-muted text-xs md:grid ${COLUMNS}`}
        >
          {["number", "at", "actor", "action", "subject", "reason"].map((name) => (
            <span key={name}>{t(`audit.${name}`)}</span>
          ))}
        </p>
        {rows.length === 0 ? (
          <p className="px-3 py-6 text-center text-muted text-sm">
            {filtered ? t("audit.empty") : t("audit.nothing")}
          </p>
        ) : null}
        <ul className="divide-y divide-line text-sm">
          {rows.map((entry) => (
            <li key={entry.id.toString()}>
              <Entry entry={entry} format={format} t={t} />
            </li>
          ))}
        </ul>
        <Pager
          first={search.before ? withCursor("/admin/audit", search, null) : null}
          next={next && withCursor("/admin/audit", search, next)}
          t={t}
        />
      </Panel>
    </>
  );
}
