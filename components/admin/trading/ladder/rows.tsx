import clsx from "clsx";
import type { Route } from "next";
import { PageLink } from "#components/ui/page-link.tsx";
import type { DeskMarket } from "#lib/backoffice/schema.ts";
import { lineText } from "#lib/i18n/market-names.ts";
import type { DeskFamily } from "./families.ts";
import { FoldButton } from "./fold.tsx";
import { type LadderPage, nameOf, pickName, suspendableMarket } from "./market.ts";
import { Net, OutcomePrice, Stake } from "./outcome.tsx";
import { Margin, MarketActions, MarketLimits, MarketState, marketNotices } from "./tail.tsx";

const CELL = "border-line border-t px-1.5 py-px text-right whitespace-nowrap figures";
const HEAD = "px-1.5 py-0.5 text-right font-medium text-faint text-xs whitespace-nowrap";
const MONEY = "w-[4.75rem] text-xs";

/** "2.5", and where the sides read it differently, "−0.5 / +0.5". */
const lineOf = ({ specifiers }: DeskMarket): string => {
  const [home, away] = [lineText(specifiers, "home"), lineText(specifiers, "away")];
  return home === away ? home : `${home} / ${away}`;
};

export function BetsLink({ market, page }: { market: DeskMarket; page: LadderPage }) {
  const { t } = page;
  return market.bets > 0 ? (
    <PageLink
      className="rounded font-normal text-muted text-xs underline decoration-line-strong underline-offset-4 hover:text-ink focus-visible:outline-2 focus-visible:outline-accent"
      href={`/admin/bets?market=${encodeURIComponent(market.id)}` as Route}
    >
      {t("desk.betsOf", { bets: market.bets })}
    </PageLink>
  ) : null;
}

/** Outcomes in the columns of the first line; what a line does not have stays empty. */
function LadderRow({
  market,
  keys,
  page,
}: {
  market: DeskMarket;
  keys: readonly string[];
  page: LadderPage;
}) {
  const line = lineOf(market);
  const notices = marketNotices(market, page);
  return (
    <>
      <tr className="group hover:bg-raised focus-within:bg-raised" {...suspendableMarket(page, market)}>
        <th
          className={clsx(
            CELL,
            "scroll-mt-48 pl-3 text-left font-medium focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-2",
          )}
          data-row-link
          scope="row"
          tabIndex={-1}
        >
          <span className="flex items-baseline justify-between gap-2">
            <span>
              <span className="sr-only">{nameOf(page, market)}</span>
              <span aria-hidden>{line}</span>
            </span>
            <BetsLink market={market} page={page} />
          </span>
        </th>
        {keys.map((key) => {
          const outcome = market.outcomes.find((each) => each.key === key);
          if (!outcome) return <td className={CELL} colSpan={3} key={key} />;
          return [
            <td className={clsx(CELL, "border-l pl-1 text-left")} key={key}>
              <OutcomePrice market={market} outcome={outcome} page={page} />
            </td>,
            <td className={clsx(CELL, MONEY)} key={`${key}:stake`}>
              <Stake outcome={outcome} page={page} />
            </td>,
            <td className={clsx(CELL, MONEY)} key={`${key}:net`}>
              <Net market={market} outcome={outcome} page={page} />
            </td>,
          ];
        })}
        <td className={clsx(CELL, "border-l text-xs")}>
          <Margin market={market} page={page} />
        </td>
        <td className={clsx(CELL, "px-0")}>
          <MarketLimits market={market} page={page} />
        </td>
        <td className={clsx(CELL, "text-left text-xs")}>
          <MarketState market={market} page={page} />
        </td>
        <td className={clsx(CELL, "pr-1")}>
          <MarketActions market={market} page={page} />
        </td>
      </tr>
      {notices.map((notice) => (
        <tr key={notice}>
          <td className="bg-down-wash px-3 py-1 text-xs" colSpan={keys.length * 3 + 5}>
            {notice}
          </td>
        </tr>
      ))}
    </>
  );
}

/** Lines as rows, each outcome with its price, stake and result; at the right what applies to the line as a whole. */
export function Ladder({ family, name, page }: { family: DeskFamily; name: string; page: LadderPage }) {
  const { t } = page;
  const [first] = family.markets;
  const keys = first.outcomes.map(({ key }) => key);
  const several = family.markets.length > 1;
  return (
    <div className="overflow-x-auto overflow-y-hidden">
      <table className="w-full min-w-[62rem] table-fixed border-separate border-spacing-0 text-sm">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr>
            <th className="w-40 px-2 text-left" scope="col">
              <h2>
                <FoldButton>{name}</FoldButton>
              </h2>
            </th>
            {keys.map((key) => (
              <th className={clsx(HEAD, "border-line border-l")} colSpan={3} key={key} scope="colgroup">
                <span className="flex items-baseline gap-1.5">
                  <span className="min-w-0 flex-1 truncate pl-1 text-left text-muted">
                    {several && lineText(first.specifiers)
                      ? columnName(page, first, key)
                      : pickName(page, first, key)}
                  </span>
                  {keys.length < 3 ? (
                    <span aria-hidden className="w-[4rem]">
                      {t("desk.stake")}
                    </span>
                  ) : null}
                  <span aria-hidden className={keys.length < 3 ? "w-[4.375rem]" : undefined}>
                    {t("desk.net")}
                  </span>
                </span>
              </th>
            ))}
            <th className={clsx(HEAD, "w-16 border-line border-l")} scope="col">
              {t("desk.marginOf")}
            </th>
            <th className={clsx(HEAD, "w-24")} scope="col">
              {t("desk.limits")}
            </th>
            <th className={clsx(HEAD, "w-24 text-left")} scope="col">
              {t("desk.state")}
            </th>
            <th className="w-[6.5rem]" scope="col">
              <span className="sr-only">{t("desk.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {family.markets.map((market) => (
            <LadderRow key={market.id} keys={keys} market={market} page={page} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "Over", "Kenya": an outcome without the line, which the row gives. */
const columnName = (page: LadderPage, market: DeskMarket, key: string): string => {
  const [line, opposite] = [lineText(market.specifiers, "home"), lineText(market.specifiers, "away")];
  return pickName(page, market, key)
    .replace(` ${line}`, "")
    .replace(` ${opposite}`, "")
    .replace(` (${line})`, "");
};
