import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { HAND_RESULTS, type HandOutcome, type HandResult } from "#lib/backoffice/schema.ts";

export const FIELD =
  "h-9 min-w-0 rounded-md border border-line-strong bg-bg px-2 text-sm text-ink hover:border-muted pointer-coarse:h-11 pointer-coarse:text-base";

const whole = (text: string): number => Math.min(1_000, Math.max(1, Math.trunc(Number(text)) || 1));

function Row({
  outcome,
  name,
  change,
}: {
  outcome: HandOutcome;
  name: string;
  change: (next: HandOutcome) => void;
}) {
  const t = useTranslations("admin.settle");
  const tResult = useTranslations("admin.handResult");
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
          const result = event.target.value as HandResult;
          change({ ...outcome, result, deadHeat: result.endsWith("won") ? outcome.deadHeat : null });
        }}
        value={outcome.result}
      >
        {HAND_RESULTS.map((result) => (
          <option key={result} value={result}>
            {tResult(result)}
          </option>
        ))}
      </select>
    </li>
  );
}

type Goals = { home: number; away: number };

/** The result of every outcome: by a score at once, or one by one. */
export function OutcomeResults({
  outcomes,
  nameOf,
  sides,
  score,
  change,
  suggest,
}: {
  outcomes: readonly HandOutcome[];
  nameOf: (key: string) => string;
  sides: { home: string; away: string };
  score: Goals | null;
  change: (next: HandOutcome[]) => void;
  /** Fills in by a score; false where the score does not decide the market. */
  suggest: (score: Goals) => Promise<boolean>;
}) {
  const t = useTranslations("admin.settle");
  const [goals, setGoals] = useState<Goals>(score ?? { home: 0, away: 0 });
  const [undecided, setUndecided] = useState(false);
  const goalsField = (side: "home" | "away", label: string) => (
    <input
      aria-label={label}
      className={`${FIELD} w-14 text-center figures`}
      max={99}
      min={0}
      onChange={(event) =>
        setGoals({ ...goals, [side]: Math.min(99, Math.max(0, Math.trunc(Number(event.target.value)) || 0)) })
      }
      type="number"
      value={goals[side]}
    />
  );
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{t("outcomes")}</legend>
      <div className="mb-1 flex flex-wrap items-center gap-2 rounded-md bg-raised px-3 py-2">
        <span className="text-muted">{t("byScore")}</span>
        {goalsField("home", t("homeGoals", { team: sides.home }))}
        <span aria-hidden>–</span>
        {goalsField("away", t("awayGoals", { team: sides.away }))}
        <Button
          kind="secondary"
          onClick={async () => setUndecided(!(await suggest(goals)))}
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
