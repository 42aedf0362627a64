"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatOdds, formatOddsMove } from "#lib/i18n/odds-format.ts";
import { useEvent } from "../../realtime/hooks.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { BuilderRow, SlipView } from "../use-slip-view.ts";
import { useProblemText } from "./use-problem-text.ts";

/** The joint price; where it moved and the player wants to be asked, with the one before. */
function JointOdds({ row, oddsFormat }: { row: BuilderRow; oddsFormat: SlipView["oddsFormat"] }) {
  const t = useTranslations("betslip");
  const { odds, agreed } = row.quote;
  if (odds === null) return <Skeleton className="ml-1.5 inline-block h-4 w-10 align-middle" />;
  if (!row.ask || agreed === null)
    return <span className="figures ml-1.5 font-semibold">{formatOdds(BigInt(odds), oddsFormat)}</span>;
  const higher = BigInt(odds) > BigInt(agreed);
  const move = formatOddsMove(BigInt(agreed), BigInt(odds), oddsFormat);
  const Arrow = higher ? ArrowUp : ArrowDown;
  return (
    <span className="figures ml-1.5">
      <span className={clsx("font-semibold", higher ? "text-up" : "text-down")}>
        <Arrow aria-hidden className="inline size-3.5" />
        {move.now}
      </span>{" "}
      <span className="font-normal text-faint text-xs">{t("was", { price: move.was })}</span>
    </span>
  );
}

function Row({
  row,
  view,
  named,
  field,
  below,
}: {
  row: BuilderRow;
  view: SlipView;
  /** The match is named where the slip has others too. */
  named: boolean;
  field: (row: BuilderRow, name: string) => ReactNode;
  below: (row: BuilderRow) => ReactNode;
}) {
  const t = useTranslations("betslip");
  const event = useEvent(row.eventId);
  const problemText = useProblemText(row);
  const { problem } = row.quote;
  return (
    <div
      className="scroll-my-2 py-1.5 pr-3 pl-4"
      data-row
      data-builder={problem ? "none" : row.quote.odds ? "priced" : "asked"}
    >
      <div className="flex min-h-11 items-center gap-3 pr-1">
        <div className="min-w-0 flex-1">
          <p className={clsx("font-medium text-sm", problem && "text-muted")}>
            {t("name.builder")}
            {!problem && <JointOdds row={row} oddsFormat={view.oddsFormat} />}
          </p>
          {problem ? (
            <p role="status" className="mt-0.5 pb-1 text-muted text-xs">
              {problemText(problem)}
            </p>
          ) : (
            named && event && <p className="truncate text-faint text-xs">{event.name}</p>
          )}
        </div>
        {!problem && field(row, named && event ? t("builder.on", { match: event.name }) : t("name.builder"))}
      </div>
      {!problem && below(row)}
    </div>
  );
}

/** The bet builders of the slip, one a match with several selections: the joint price, or why there is none. */
export function BuilderRows({
  view,
  field,
  below,
}: {
  view: SlipView;
  field: (row: BuilderRow, name: string) => ReactNode;
  below: (row: BuilderRow) => ReactNode;
}) {
  const { builders, legs, payable } = view;
  if (builders.length === 0 || !payable) return null;
  return (
    <div className="divide-y border-b">
      {builders.map((row) => (
        <Row
          key={row.key}
          row={row}
          view={view}
          named={row.legs.length < legs.length}
          field={field}
          below={below}
        />
      ))}
    </div>
  );
}
