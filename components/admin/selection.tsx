"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import {
  BULK_MAX,
  type BulkInput,
  type BulkOutcome,
  STAFF_SUSPENSION_REASONS,
  type StaffSuspensionReason,
} from "#lib/backoffice/schema.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import { type Confirmed, ReasonDialog } from "./dialog.tsx";

/** One event that can be selected, in the order of the table. */
export type Selectable = { eventId: string; name: string; competition: string };

type Held = {
  selected: ReadonlySet<string>;
  /** With `range`, everything between this one and the last one that was clicked. */
  toggle: (eventId: string, on: boolean, range: boolean) => void;
};

const Selection = createContext<Held | null>(null);

/** The box of one row. */
export function SelectBox({ eventId, name }: { eventId: string; name: string }) {
  const t = useTranslations("admin.bulk");
  const held = use(Selection);
  return (
    <label className="relative z-10 -m-1.5 inline-flex size-11 items-center justify-center md:size-9">
      <input
        aria-label={t("select", { name })}
        checked={held?.selected.has(eventId) ?? false}
        className="size-4 accent-accent pointer-coarse:size-5"
        data-row-select
        onChange={(event) =>
          held?.toggle(eventId, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey === true)
        }
        type="checkbox"
      />
    </label>
  );
}

type BulkReport = { verb: "suspended" | "resumed"; outcome: BulkOutcome };

/** Suspends or resumes several events of a table together. Events that failed are listed and stay selected. */
export function BulkSelection({
  events,
  suspendMany,
  resumeMany,
  children,
}: {
  events: readonly Selectable[];
  suspendMany: (input: BulkInput) => Promise<ActionResult<BulkOutcome, never>>;
  resumeMany: (input: Omit<BulkInput, "reason">) => Promise<ActionResult<BulkOutcome, never>>;
  children: ReactNode;
}) {
  const t = useTranslations("admin.bulk");
  const tReason = useTranslations("admin.suspensionReason");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const [told, setTold] = useState<BulkReport | null>(null);

  // Events that have left the table cannot be acted on unseen.
  const eventIds = events.map(({ eventId }) => eventId).filter((id) => chosen.has(id));
  const count = eventIds.length;
  const toggle: Held["toggle"] = (eventId, on, range) => {
    const ids = events.map((event) => event.eventId);
    const [from, to] = [ids.indexOf(last ?? eventId), ids.indexOf(eventId)].sort((a, b) => a - b);
    const touched = range && from !== undefined && from >= 0 ? ids.slice(from, (to ?? from) + 1) : [eventId];
    const next = new Set(chosen);
    for (const id of touched) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
    setLast(eventId);
  };
  const choose = (of: (event: Selectable) => boolean): void =>
    setChosen(new Set([...chosen, ...events.filter(of).map(({ eventId }) => eventId)]));
  const after = (verb: BulkReport["verb"], answer: ActionResult<BulkOutcome, never>) => {
    if (answer.ok) {
      setTold({ verb, outcome: answer.value });
      setChosen(new Set(answer.value.failed.map(({ eventId }) => eventId)));
    }
    return answer;
  };
  const nameOf = (eventId: string): string =>
    events.find((event) => event.eventId === eventId)?.name ?? eventId;
  const competitions = [...new Set(events.map(({ competition }) => competition))].sort();

  return (
    <Selection value={{ selected: new Set(eventIds), toggle }}>
      {told ? (
        <Notice
          className="rounded-none border-b"
          live="polite"
          title={t(told.verb, { count: told.outcome.done.length })}
          tone={told.outcome.failed.length > 0 ? "warn" : "good"}
        >
          {told.outcome.failed.length > 0
            ? t("failed", {
                list: told.outcome.failed
                  .map(
                    ({ eventId, code }) =>
                      `${nameOf(eventId)} (${t.has(`why.${code}` as never) ? t(`why.${code}` as never) : code})`,
                  )
                  .join(", "),
              })
            : null}
        </Notice>
      ) : null}
      {children}
      <div className="sticky bottom-0 z-20 flex min-h-12 flex-wrap items-center gap-2 rounded-b-lg border-t bg-surface px-3 py-1.5 text-sm">
        <span
          aria-live="polite"
          className={clsx("figures mr-auto text-muted", count === 0 && "max-md:sr-only")}
        >
          {count === 0 ? t("none") : t("count", { count })}
        </span>
        <select
          aria-label={t("competition")}
          className="h-8 min-w-0 max-w-48 flex-1 rounded-md md:flex-none border border-line-strong bg-bg px-2 text-sm hover:border-muted pointer-coarse:h-11"
          onChange={(event) => choose(({ competition }) => competition === event.target.value)}
          value=""
        >
          <option value="">{t("competition")}</option>
          {competitions.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <Button kind="quiet" onClick={() => choose(() => true)} size="sm">
          {t("all")}
        </Button>
        {count > 0 ? (
          <>
            <Button kind="quiet" onClick={() => setChosen(new Set())} size="sm">
              {t("clear")}
            </Button>
            <ReasonDialog
              confirmLabel={t("suspend")}
              label={t("suspend")}
              ready={count <= BULK_MAX}
              reasons={STAFF_SUSPENSION_REASONS.map((code) => ({ code, label: tReason(code) }))}
              submit={async ({ reason, ...rest }: Confirmed) =>
                after(
                  "suspended",
                  await suspendMany({ eventIds, reason: reason as StaffSuspensionReason, ...rest }),
                )
              }
              title={t("suspendTitle", { count })}
              tone="danger"
            >
              <p className="text-muted">{count > BULK_MAX ? t("toMany", { max: BULK_MAX }) : t("effect")}</p>
            </ReasonDialog>
            <ReasonDialog
              confirmLabel={t("resume")}
              label={t("resume")}
              ready={count <= BULK_MAX}
              reasons={[]}
              submit={async ({ note, idempotencyKey }: Confirmed) =>
                after("resumed", await resumeMany({ eventIds, note, idempotencyKey }))
              }
              title={t("resumeTitle", { count })}
            >
              <p className="text-muted">{t("resumeEffect")}</p>
            </ReasonDialog>
          </>
        ) : null}
      </div>
    </Selection>
  );
}
