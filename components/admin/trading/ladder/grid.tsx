import clsx from "clsx";
import type { DeskMarket, DeskOutcome } from "#lib/backoffice/schema.ts";
import { type DeskFamily, scoreGrid } from "./families.ts";
import { FoldButton } from "./fold.tsx";
import { type LadderPage, nameOf, pickName, suspendableMarket } from "./market.ts";
import { Net, OutcomePrice, Stake } from "./outcome.tsx";
import { BetsLink } from "./rows.tsx";
import { Margin, MarketActions, MarketLimits, MarketState, marketNotices } from "./tail.tsx";

type Cell = { market: DeskMarket; outcome: DeskOutcome; page: LadderPage };

/** A price over its stake and result; tinted where it would cost something. */
function OutcomeCell({ market, outcome, page, label }: Cell & { label?: string }) {
  return (
    <div
      className={clsx(
        "flex h-full min-h-10 items-center gap-1 rounded px-1",
        outcome.bets > 0 && (outcome.net < 0n ? "bg-down-wash" : "bg-raised"),
      )}
    >
      {label ? <span className="min-w-0 flex-1 truncate pl-1 text-muted text-xs">{label}</span> : null}
      <div className="w-[4.5rem] shrink-0">
        <OutcomePrice market={market} outcome={outcome} page={page} />
      </div>
      {outcome.bets > 0 ? (
        <div className="ml-auto grid text-right text-2xs leading-tight figures">
          <span>
            <Stake outcome={outcome} page={page} />
          </span>
          <span>
            <Net market={market} outcome={outcome} page={page} />
          </span>
        </div>
      ) : null}
    </div>
  );
}

function Scores({ market, page }: { market: DeskMarket; page: LadderPage }) {
  const { t, participants } = page;
  const { home, away, rest, has } = scoreGrid(market.outcomes.map(({ key }) => key));
  const outcomeAt = (key: string) => market.outcomes.find((outcome) => outcome.key === key);
  return (
    <div className="overflow-x-auto p-2">
      <table className="w-full min-w-[46rem] table-fixed text-sm">
        <caption className="sr-only">{nameOf(page, market)}</caption>
        <thead>
          <tr>
            <th className="w-36 px-2 text-left font-medium text-faint text-xs leading-tight" scope="col">
              <span className="block truncate text-right">{participants[1] ?? t("sports.away")} →</span>
              <span className="block truncate">{participants[0] ?? t("sports.home")} ↓</span>
            </th>
            {away.map((goals) => (
              <th className="px-3 py-0.5 text-left align-bottom font-medium text-xs" key={goals} scope="col">
                <span className="text-muted figures">{goals}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {home.map((goals) => (
            <tr key={goals}>
              <th className="px-2 text-left font-medium text-muted figures" scope="row">
                {goals}
              </th>
              {away.map((against) => {
                const outcome = has(goals, against) ? outcomeAt(`${goals}-${against}`) : undefined;
                return (
                  <td className="p-0.5" key={against}>
                    {outcome ? <OutcomeCell market={market} outcome={outcome} page={page} /> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rest.length > 0 ? (
        <Cells market={market} outcomes={rest.flatMap((key) => outcomeAt(key) ?? [])} page={page} />
      ) : null}
    </div>
  );
}

function Cells({
  market,
  outcomes,
  page,
}: {
  market: DeskMarket;
  outcomes: readonly DeskOutcome[];
  page: LadderPage;
}) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-1">
      {outcomes.map((outcome) => (
        <li className="min-w-0" key={outcome.key}>
          <OutcomeCell
            label={pickName(page, market, outcome.key)}
            market={market}
            outcome={outcome}
            page={page}
          />
        </li>
      ))}
    </ul>
  );
}

/** Markets whose outcomes are too many for a row: scores as home rows and away columns, others as cells. */
export function Sheets({ family, name, page }: { family: DeskFamily; name: string; page: LadderPage }) {
  return family.markets.map((market, at) => (
    <div
      key={market.id}
      {...suspendableMarket(page, market)}
      className={clsx(at > 0 && "border-line border-t")}
    >
      <div className="flex min-h-9 items-center gap-3 px-2 text-xs">
        <h2 className="min-w-0">
          {at === 0 ? <FoldButton>{name}</FoldButton> : <span className="pl-5">{nameOf(page, market)}</span>}
        </h2>
        <BetsLink market={market} page={page} />
        <div className="ml-auto flex shrink-0 items-center figures">
          <div className="w-16 px-1.5 text-right">
            <Margin market={market} page={page} />
          </div>
          <div className="w-24">
            <MarketLimits market={market} page={page} />
          </div>
          <div className="w-24 px-1.5">
            <MarketState market={market} page={page} />
          </div>
          <MarketActions market={market} page={page} />
        </div>
      </div>
      {marketNotices(market, page).map((notice) => (
        <p className="bg-down-wash px-3 py-1 text-xs" key={notice}>
          {notice}
        </p>
      ))}
      {family.shape === "grid" ? (
        <Scores market={market} page={page} />
      ) : (
        <div className="p-2 pt-0">
          <Cells market={market} outcomes={market.outcomes} page={page} />
        </div>
      )}
    </div>
  ));
}
