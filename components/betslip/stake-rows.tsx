"use client";

import { useLocale, useTranslations } from "next-intl";
import { money } from "#lib/core/money.ts";
import { formatMoney } from "#lib/i18n/money-format.ts";
import { BuilderRows } from "./builder/builder-rows.tsx";
import { FreeBetChoice, FreeBetStake } from "./free-bet-choice.tsx";
import { MultipleRows } from "./multiple-rows.tsx";
import type { RefusedBet } from "./placement.ts";
import { UseMaximum } from "./refusal-notice.tsx";
import { SlipLeg } from "./slip-leg.tsx";
import { StakeField } from "./stake-field.tsx";
import { legIdOf } from "./stored-slip.ts";
import type { useRefusals } from "./use-refusals.ts";
import type { SlipView, StakeRow } from "./use-slip-view.ts";
import type { StakeEntry } from "./use-stake-entry.ts";

type Props = {
  view: SlipView;
  entry: StakeEntry;
  refusals: ReturnType<typeof useRefusals>;
  onEnter: () => void;
};

/** Below a stake: what the bet costs, if it has several lines, and returns; or why it was refused, with a way out. */
function Below({
  row,
  refused,
  view,
  textOf,
}: {
  row: StakeRow;
  refused: RefusedBet | undefined;
  view: SlipView;
  textOf: (refused: RefusedBet) => string;
}) {
  const t = useTranslations("betslip");
  const locale = useLocale();
  const { currency, payable } = view;
  const text = (minor: bigint) => formatMoney(locale, money(currency, minor));
  if (refused)
    return (
      <div className="mt-1 flex items-center justify-between gap-2">
        <p role="alert" className="min-w-0 font-medium text-down text-xs">
          {textOf(refused)}
        </p>
        <UseMaximum refused={refused} currency={currency} />
      </div>
    );
  const { figures } = row;
  if (!figures || !payable) return null;
  return (
    <p className="figures mt-1 flex flex-wrap justify-between gap-x-3 pr-1 text-muted text-xs">
      <span>
        {row.lines > 1 &&
          t("lineCost", { count: row.lines, stake: text(row.minor ?? 0n), cost: text(figures.cost) })}
      </span>
      <span>{t("returns", { amount: text(figures.potentialReturn) })}</span>
    </p>
  );
}

/** Every bet that the slip offers, each with its stake: on all singles, on each selection, then on several of them. */
export function StakeRows({ view, entry, refusals, onEnter }: Props) {
  const t = useTranslations("betslip");
  const { currency, legs, singles, builders, held } = view;
  const field = (row: StakeRow, label: string) =>
    row.freeBet === null ? (
      <StakeField
        label={label}
        row={row}
        currency={currency}
        active={entry.active.key === row.key}
        marked={legs.length > 1 && entry.active.key === row.key}
        ownKeypad={entry.ownKeypad}
        onType={(text) => entry.write(row.key, text)}
        onFocus={() => entry.focus(row.key)}
        onEnter={onEnter}
      />
    ) : (
      <FreeBetStake row={row} label={label} view={view} />
    );
  const below = (row: StakeRow) => (
    <Below row={row} refused={refusals.rowErrors.get(row.key)} view={view} textOf={refusals.textOf} />
  );
  // Bankers are for the others, and of one match there are none.
  const systems = view.selections > 2 && builders.every(({ legs: own }) => own.length < legs.length);
  const isBanker = (id: string): boolean =>
    (view.together
      ? (builders.find(({ legs: own }) => own.some((leg) => legIdOf(leg) === id))?.legs ?? [])
      : []
    )
      .map(legIdOf)
      .concat(id)
      .some((each) => held.bankers.includes(each));
  return (
    <>
      {legs.length > 1 && (
        <div className="flex items-center justify-between gap-3 border-b bg-raised/50 py-1 pr-4 pl-4">
          <p className="font-medium text-sm">{t("stakeEach")}</p>
          {field(entry.each, t("stakeEach"))}
        </div>
      )}
      <ul className="divide-y border-b">
        {legs.map(({ leg, live, ask, move }, at) => {
          const row = singles[at];
          return (
            row && (
              <SlipLeg
                key={row.key}
                leg={leg}
                now={live}
                ask={ask}
                move={move}
                several={legs.length > 1}
                error={refusals.legErrors.get(row.key) ?? null}
                banker={systems ? isBanker(row.key) : null}
                stakeOf={(outcome) =>
                  field(row, legs.length > 1 ? t("stakeOn", { bet: outcome }) : t("stake"))
                }
              >
                {legs.length > 1 && below(row)}
                <FreeBetChoice row={row} kind="single" odds={BigInt(live.odds ?? leg.odds)} view={view} />
              </SlipLeg>
            )
          );
        })}
      </ul>
      <BuilderRows
        view={view}
        field={(row, name) => field(row, t("stakeOn", { bet: name }))}
        below={(row) => (
          <>
            {below(row)}
            <FreeBetChoice row={row} kind="accumulator" odds={BigInt(row.quote.odds ?? 0)} view={view} />
          </>
        )}
      />
      <MultipleRows
        view={view}
        field={(row, name) => field(row, t(row.system ? "stakeLine" : "stakeOn", { bet: name }))}
        below={(row) => (
          <>
            {below(row)}
            {!row.system && (
              <FreeBetChoice row={row} kind="accumulator" odds={view.allOdds ?? 0n} view={view} />
            )}
          </>
        )}
      />
    </>
  );
}
