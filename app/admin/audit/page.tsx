import { clsx } from "clsx";
import type { Metadata, Route } from "next";
import { type FieldChange, fieldChanges } from "#components/admin/audit-diff.ts";
import type { Format } from "#components/admin/format.ts";
import { marketName, storedReason, type Translate } from "#components/admin/names.ts";
import { Panel } from "#components/admin/panel.tsx";
import { placeOf } from "#components/admin/places.tsx";
import { Pager, SearchForm } from "#components/admin/search-form.tsx";
import { VerifyChain } from "#components/admin/verify-chain.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { auditRead } from "#lib/audit/permissions.ts";
import {
  type AuditRow,
  AuditSearch,
  auditActions,
  auditTrail,
  eventIdOf,
  eventNames,
  NOTHING,
  parseMarketId,
  readSearch,
  splitSubject,
} from "#lib/backoffice/index.ts";
import { verifyAuditAction } from "../actions.ts";
import { type Query, staffPage, typedSearch, withCursor } from "../staff-page.ts";

export const metadata: Metadata = { title: "Audit trail" };

const COLUMNS = "md:grid-cols-[4rem_9rem_9rem_9rem_minmax(0,1.2fr)_minmax(0,1fr)]";

// Unchanged fields beyond this number would hide what changed.
const SAME_MAX = 6;

function Changes({ entry, t }: { entry: AuditRow; t: Translate }) {
  const changes = fieldChanges(entry.before, entry.after);
  if (changes.length === 0) return <p className="text-muted">{t("audit.nothingChanged")}</p>;
  const moved = changes.filter(({ before, after }) => before !== after);
  const same = changes.filter(({ before, after }) => before === after);
  if (moved.length === 0 || same.length <= SAME_MAX) return <Fields changes={changes} t={t} />;
  return (
    <>
      <Fields changes={moved} t={t} />
      <details>
        <summary className="flex min-h-9 items-center text-muted text-xs hover:text-ink pointer-coarse:min-h-11">
          {t("audit.same", { count: same.length })}
        </summary>
        <Fields changes={same} t={t} />
      </details>
    </>
  );
}

function Fields({ changes, t }: { changes: readonly FieldChange[]; t: Translate }) {
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

type Names = Awaited<ReturnType<typeof eventNames>>;

/** The subject of the action, as text if possible; the stored subject below it. */
function Subject({ subject, names, t }: { subject: string; names: Names; t: Translate }) {
  const [kind, id] = splitSubject(subject);
  const event = names.get(eventIdOf(subject) ?? "");
  const market = kind === "market" ? parseMarketId(id) : null;
  const words = [event?.name, market && marketName(t, { ...market, sportId: event?.sportId })].filter(
    Boolean,
  );
  return (
    <span className="grid min-w-0 max-md:basis-full">
      {event ? <span>{words.join(", ")}</span> : null}
      <span className={clsx("wrap-anywhere font-mono", event ? "text-2xs text-muted" : "text-xs")}>
        {subject}
      </span>
    </span>
  );
}

function Entry({ entry, names, t, format }: { entry: AuditRow; names: Names; t: Translate; format: Format }) {
  const [kind] = splitSubject(entry.subject);
  const place = placeOf(entry.subject);
  return (
    <details>
      <summary
        className={`flex min-h-11 flex-wrap items-center gap-x-4 gap-y-0.5 px-3 py-2 hover:bg-raised md:grid ${COLUMNS}`}
      >
        <span className="figures text-faint max-md:hidden">{entry.id.toString()}</span>
        <span className="figures text-muted max-md:order-1 max-md:text-xs">{format.stamp(entry.at)}</span>
        <span className="truncate font-medium max-md:order-3">
          {entry.actorId ? entry.actor : `${entry.actor} (${t("audit.system")})`}
        </span>
        <span className="wrap-anywhere max-md:flex-1 max-md:font-medium">{entry.action}</span>
        <span className="min-w-0 max-md:order-2 max-md:basis-full">
          <Subject names={names} subject={entry.subject} t={t} />
        </span>
        <span className="wrap-anywhere min-w-0 text-muted max-md:order-4 max-md:flex-1">
          {entry.reason ? storedReason(t, entry.reason) : ""}
        </span>
      </summary>
      <div className="grid gap-3 px-3 pb-3">
        <Changes entry={entry} t={t} />
        <p className="wrap-anywhere text-muted text-xs">
          {`${t("audit.hash")} ${entry.hash}`}
          {entry.requestId ? ` · ${t("audit.request")} ${entry.requestId}` : ""}
          {entry.reason ? ` · ${t("audit.reason")} ${entry.reason}` : ""}
        </p>
        {place ? (
          <PageLink
            className={buttonClass({ kind: "outline", size: "sm" }, "justify-self-start")}
            href={place as Route}
          >
            {t(`audit.open.${kind}`)}
          </PageLink>
        ) : null}
      </div>
    </details>
  );
}

export default async function Audit({ searchParams }: { searchParams: Query }) {
  const { t, format, timeZone } = await staffPage("/admin/audit", auditRead);
  const query = await searchParams;
  const { search, unreadable } = readSearch(AuditSearch, query);
  const [{ rows, next }, actions] = await Promise.all([
    unreadable.length > 0 ? NOTHING : auditTrail(search, timeZone),
    auditActions(),
  ]);
  const typed = typedSearch(t, query, unreadable);
  const names = await eventNames(rows.map(({ subject }) => subject));
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PageHead aside={<VerifyChain verify={verifyAuditAction} />} title={t("audit.title")} />
      <Panel flush>
        <SearchForm
          action="/admin/audit"
          fields={[
            { name: "subject", label: t("audit.subject"), ...typed("subject"), grow: true },
            { name: "actor", label: t("audit.actor"), ...typed("actor") },
            {
              name: "action",
              label: t("audit.action"),
              ...typed("action"),
              options: actions.map((value) => ({ value, label: value })),
            },
            { name: "from", label: t("audit.from"), ...typed("from"), type: "date" },
            { name: "to", label: t("audit.to"), ...typed("to"), type: "date" },
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
            {t(
              unreadable.length > 0 ? "search.unreadable.title" : filtered ? "audit.empty" : "audit.nothing",
            )}
          </p>
        ) : null}
        <ul className="divide-y divide-line text-sm">
          {rows.map((entry) => (
            <li key={entry.id.toString()}>
              <Entry entry={entry} format={format} names={names} t={t} />
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
