import { useTranslations } from "next-intl";
import { useId } from "react";
import type { SettlementEntry } from "#lib/backoffice/schema.ts";
import type { Format } from "../format.ts";
import { type Draft, momentOf } from "./draft.ts";
import { spanText } from "./journal.tsx";
import { FIELD } from "./outcomes.tsx";

type Change = (next: Partial<Draft>) => void;

/** Cancels the whole market, or the bets placed in a period. */
export function CancelWindow({
  draft,
  change,
  format,
  timeZone,
}: {
  draft: Draft;
  change: Change;
  format: Format;
  timeZone: string;
}) {
  const t = useTranslations("admin.settle");
  const choice = (windowed: boolean, label: string) => (
    <label className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
      <input
        checked={draft.windowed === windowed}
        className="size-4 accent-accent"
        name="windowed"
        onChange={() => change({ windowed })}
        type="radio"
      />
      {label}
    </label>
  );
  const id = useId();
  // The field uses the browser's date format; its value is repeated below in the format of the site.
  const moment = (name: "from" | "to", label: string, none: string) => {
    const at = momentOf(draft[name], timeZone);
    return (
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <label className="text-muted text-xs" htmlFor={`${id}-${name}`}>
          {label}
        </label>
        <input
          aria-describedby={`${id}-${name}-told`}
          className={FIELD}
          id={`${id}-${name}`}
          onChange={(event) => change({ [name]: event.target.value })}
          step={1}
          type="datetime-local"
          value={draft[name]}
        />
        <p className="figures text-xs" id={`${id}-${name}-told`}>
          {at ? format.moment(at) : <span className="text-muted">{none}</span>}
        </p>
      </div>
    );
  };
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-x-5">
        {choice(false, t("whole"))}
        {choice(true, t("window"))}
      </div>
      {draft.windowed ? (
        <>
          <div className="flex flex-wrap gap-3">
            {moment("from", t("from"), t("noFrom"))}
            {moment("to", t("to"), t("noTo"))}
          </div>
          <p className="text-muted text-xs">{t("windowHint", { timeZone })}</p>
        </>
      ) : null}
    </div>
  );
}

/** Which effective cancellation is rolled back. */
export function CancelChoice({
  draft,
  cancels,
  change,
  format,
}: {
  draft: Draft;
  cancels: readonly SettlementEntry[];
  change: Change;
  format: Format;
}) {
  const t = useTranslations("admin.settle");
  if (cancels.length < 2) return null;
  return (
    <label className="flex flex-col gap-1">
      <span className="text-muted text-xs">{t("which")}</span>
      <select
        className={FIELD}
        onChange={(event) => change({ cancelId: event.target.value })}
        value={draft.cancelId}
      >
        {cancels.map((entry) => (
          <option key={entry.id.toString()} value={entry.id.toString()}>
            {spanText(t, format, entry)}
          </option>
        ))}
      </select>
    </label>
  );
}
