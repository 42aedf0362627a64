import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { MANUAL_RESULTS, type ManualResult } from "#lib/backoffice/schema.ts";
import { type SportTranslator, scoreRowName } from "#lib/i18n/market-names.ts";
import { sportOutcomes } from "#lib/sportsbook/sports/outcomes.ts";
import type { DraftOutcome } from "./draft.ts";

export const FIELD =
  "h-9 min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm text-ink hover:border-muted pointer-coarse:h-11 pointer-coarse:text-base";

const whole = (text: string): number => Math.min(1_000, Math.max(1, Math.trunc(Number(text)) || 1));

function Row({
  outcome,
  name,
  change,
}: {
  outcome: DraftOutcome;
  name: string;
  change: (next: DraftOutcome) => void;
}) {
  const t = useTranslations("admin.settle");
  const tResult = useTranslations("admin.manualResult");
  const wins = outcome.result === "won" || outcome.result === "half_won";
  const { numerator, denominator } = outcome.deadHeat ?? { numerator: 1, denominator: 2 };
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1">
      <span className="min-w-28 flex-1 font-medium">{name}</span>
      {wins ? (
        <span className="flex items-center gap-1.5 text-muted text-xs max-sm:order-last max-sm:basis-full max-sm:justify-end">
          <label className="flex min-h-9 items-center gap-1.5">
            <input
              aria-label={t("deadHeatOf", { outcome: name })}
              checked={outcome.deadHeat !== null}
              className="size-4 accent-accent"
              onChange={(event) =>
                change({
                  ...outcome,
                  deadHeat: event.target.checked ? { numerator: 1, denominator: 2 } : null,
                })
              }
              type="checkbox"
            />
            {t("deadHeat")}
          </label>
          {outcome.deadHeat ? (
            <span className="flex items-center gap-1">
              <input
                aria-label={t("placesOf", { outcome: name })}
                className={`${FIELD} w-12 figures`}
                min={1}
                onChange={(event) =>
                  change({ ...outcome, deadHeat: { numerator: whole(event.target.value), denominator } })
                }
                type="number"
                value={numerator}
              />
              /
              <input
                aria-label={t("sharedBy", { outcome: name })}
                className={`${FIELD} w-12 figures`}
                min={numerator}
                onChange={(event) =>
                  change({ ...outcome, deadHeat: { numerator, denominator: whole(event.target.value) } })
                }
                type="number"
                value={denominator}
              />
            </span>
          ) : null}
        </span>
      ) : null}
      <select
        aria-label={t("resultOf", { outcome: name })}
        className={`${FIELD} w-32`}
        onChange={(event) => {
          const result = (event.target.value || null) as ManualResult | null;
          change({ ...outcome, result, deadHeat: result?.endsWith("won") ? outcome.deadHeat : null });
        }}
        value={outcome.result ?? ""}
      >
        <option value="">{t("choose")}</option>
        {MANUAL_RESULTS.map((result) => (
          <option key={result} value={result}>
            {tResult(result)}
          </option>
        ))}
      </select>
    </li>
  );
}

export type ScoreRows = readonly (readonly [number, number])[];

const figureOf = (text: string): number | null => (/^\d{1,3}$/.test(text) ? Number(text) : null);

type TypedRow = readonly [string, string];

/** The rows that are filled in, from the first on; null if one is half filled in or left out, or none is. */
const typedRows = (rows: readonly TypedRow[]): [number, number][] | null => {
  const isEmpty = ([home, away]: TypedRow): boolean => home === "" && away === "";
  const filled = rows.slice(0, rows.findLastIndex((row) => !isEmpty(row)) + 1);
  const read = filled.flatMap(([home, away]) => {
    const pair = [figureOf(home), figureOf(away)] as const;
    return pair[0] === null || pair[1] === null ? [] : [[pair[0], pair[1]] as [number, number]];
  });
  return filled.length > 0 && read.length === filled.length ? read : null;
};

type ScoreFieldsProps = {
  participants: readonly string[];
  sportId: string;
  /** Null until the event is over. */
  finalScore: ScoreRows | null;
  /** False if the score does not decide the market. */
  fill: (score: [number, number][]) => Promise<boolean>;
};

/** The fields of a score; a final score is suggested, a running one never. */
export function ScoreFields({ participants, sportId, finalScore, fill }: ScoreFieldsProps) {
  const t = useTranslations("admin.settle");
  const m = useTranslations("admin.sports") as unknown as SportTranslator;
  const { rows: rowCount, rowNames = [] } = sportOutcomes(sportId).scoreEntry;
  const [rows, setRows] = useState<TypedRow[]>(() =>
    Array.from({ length: rowCount }, (_, at): TypedRow => {
      const known = finalScore?.[at];
      return known ? [String(known[0]), String(known[1])] : ["", ""];
    }),
  );
  const [undecided, setUndecided] = useState(false);
  const score = typedRows(rows);
  const field = (row: number, at: 0 | 1) => (
    <input
      aria-label={
        rowNames[row] === undefined
          ? t("scoreOf", { team: participants[at] ?? "", row: row + 1, rows: rowCount })
          : t("namedScoreOf", { team: participants[at] ?? "", name: scoreRowName(m, sportId, rowNames[row]) })
      }
      className={`${FIELD} w-12 text-center figures`}
      inputMode="numeric"
      maxLength={3}
      onChange={(event) => {
        const text = event.target.value.trim();
        setRows(
          rows.map((pair, other) =>
            other !== row ? pair : at === 0 ? ([text, pair[1]] as const) : ([pair[0], text] as const),
          ),
        );
      }}
      value={rows[row]?.[at] ?? ""}
    />
  );
  return (
    <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-raised px-3 py-2">
      <span className="text-muted">{t("byScore")}</span>
      {rows.map((_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
        <span className="flex items-center gap-2" key={row}>
          {rowNames[row] === undefined ? null : (
            <span className="text-muted text-xs">{scoreRowName(m, sportId, rowNames[row])}</span>
          )}
          {field(row, 0)}
          <span aria-hidden>–</span>
          {field(row, 1)}
        </span>
      ))}
      <Button
        disabled={score === null}
        kind="secondary"
        onClick={async () => {
          if (score) setUndecided(!(await fill(score)));
        }}
        size="sm"
        type="button"
      >
        {t("fill")}
      </Button>
      {undecided ? (
        <span className="text-warn" role="status">
          {t("notByScore")}
        </span>
      ) : null}
    </div>
  );
}

/** Fills in all outcomes from a score that is typed here. */
function FromScore(props: ScoreFieldsProps) {
  const t = useTranslations("admin.settle");
  const [open, setOpen] = useState(false);
  return open ? (
    <ScoreFields {...props} />
  ) : (
    <Button
      className="mb-1 justify-self-start"
      kind="outline"
      onClick={() => setOpen(true)}
      size="sm"
      type="button"
    >
      {t("fromScore")}
    </Button>
  );
}

/** The result of every outcome, one by one or from a score. Nothing is preselected. */
export function OutcomeResults({
  outcomes,
  nameOf,
  fromScore,
  change,
}: {
  outcomes: readonly DraftOutcome[];
  nameOf: (key: string) => string;
  /** Null where no score is asked for here. */
  fromScore: ScoreFieldsProps | null;
  change: (next: DraftOutcome[]) => void;
}) {
  const t = useTranslations("admin.settle");
  return (
    <fieldset className="grid min-w-0">
      <legend className="mb-1 font-medium">{t("outcomes")}</legend>
      {fromScore ? <FromScore {...fromScore} /> : null}
      <ul className="max-h-72 divide-y divide-line overflow-y-auto pr-1">
        {outcomes.map((outcome) => (
          <Row
            change={(next) => change(outcomes.map((other) => (other.key === next.key ? next : other)))}
            key={outcome.key}
            name={nameOf(outcome.key)}
            outcome={outcome}
          />
        ))}
      </ul>
    </fieldset>
  );
}
