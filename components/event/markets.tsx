"use client";

import { clsx } from "clsx";
import { ListX } from "lucide-react";
import { useTranslations } from "next-intl";
import { groupName, marketFamilyName, namesOf, outcomeName } from "#lib/i18n/market-names.ts";
import type { HeldEvent } from "#lib/realtime/client/index.ts";
import { isOver } from "#lib/sportsbook/events/views.ts";
import { isOpenMarket, MARKET_STATUS, type MarketView } from "#lib/sportsbook/markets/schema.ts";
import { findMarketType, SPECIAL, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { useEvent, useStore } from "../realtime/hooks.ts";
import { Empty } from "../ui/empty.tsx";
import { keepInAddress } from "./address.ts";
import { MarketBlock } from "./market-block.tsx";
import { type Family, familiesOf, inStacks, pinOf } from "./market-groups.ts";
import type { OpenMarkets } from "./open-markets.ts";
import { useOpenMarkets } from "./use-open-markets.ts";
import { usePinned } from "./use-pinned.ts";

function Settled({ event, markets }: { event: HeldEvent; markets: MarketView[] }) {
  const t = useTranslations("sportsbook");
  const m = useTranslations("sports");
  return (
    <details className="group mt-4 rounded-lg border border-line bg-surface">
      <summary className="flex min-h-11 items-center px-4 font-medium text-muted text-sm group-open:border-b">
        {t("settledMarkets", { count: markets.length })}
      </summary>
      <ul className="divide-y">
        {markets.map((market) => {
          const named = {
            ...market,
            sportId: event.competition.sportId,
            participants: namesOf(event),
          };
          return (
            <li key={market.id} className="px-4 py-2.5 text-sm">
              <p className="text-muted text-xs">{marketFamilyName(m, named)}</p>
              <ul className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5">
                {market.outcomes
                  .filter(({ result, voidFactor }) => result === 1 || voidFactor !== null)
                  .map(({ key, voidFactor }) => (
                    <li key={key} className="font-medium">
                      {outcomeName(m, named, key)}{" "}
                      <span className={voidFactor === null ? "text-up" : "text-muted"}>
                        {t(voidFactor === null ? "won" : voidFactor === 1 ? "refunded" : "half")}
                      </span>
                    </li>
                  ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** Every market of a match: filtered by group, folded as the reader left it, in two stacks where there is room. */
export function Markets({
  eventId,
  kept,
  pinned,
  asked,
}: {
  eventId: string;
  kept: OpenMarkets;
  pinned: readonly string[];
  /** The group that the address asks for: it goes before the one that was open at the last match. */
  asked: string | null;
}) {
  const t = useTranslations("sportsbook");
  const m = useTranslations("sports");
  const all = useTranslations("markets.groups");
  const event = useEvent(eventId);
  const store = useStore();
  const [{ group, folded }, change] = useOpenMarkets(kept, asked);
  const [pins, togglePin] = usePinned(pinned);
  if (!event) return null;

  const { sportId } = event.competition;
  const groupOf = (marketType: string) => findMarketType(sportId, marketType)?.group ?? "main";
  const statusOf = (id: string) => store.market(id)?.status ?? 0;
  const open = familiesOf(
    sportId,
    event.marketIds.filter((id) => isOpenMarket(statusOf(id))),
  );
  const settled = event.marketIds
    .map((id) => store.market(id))
    .filter((market): market is MarketView => market !== null && market.status <= MARKET_STATUS.settled);
  const offered = new Set(open.map(({ marketType }) => groupOf(marketType)));
  const groups = [
    "all",
    ...new Set(
      [...sportViews(sportId).markets, SPECIAL].flatMap(({ group: each }) =>
        offered.has(each) ? [each] : [],
      ),
    ),
  ];
  const chosen = groups.includes(group) ? group : "all";
  const isChosen = ({ marketType }: Family) => chosen === "all" || groupOf(marketType) === chosen;
  const shown = open.filter(isChosen);
  const isPinned = ({ key }: Family) => pins.includes(pinOf(sportId, key));
  // Settled ones keep their place, or what stands below them would change sides when they go.
  const stacks = inStacks(sportId, familiesOf(sportId, event.marketIds).filter(isChosen), isPinned).map(
    (keys) =>
      shown.filter(({ key }) => keys.has(key)).toSorted((one, other) => +isPinned(other) - +isPinned(one)),
  );

  return (
    <div className="@container">
      {open.length > 0 ? (
        <>
          {/* With one group there is nothing to choose. */}
          <fieldset
            hidden={groups.length <= 2}
            className="scroll-quiet min-w-0 -mx-3 mb-3 flex gap-1.5 overflow-x-auto px-3 desk:mx-0 desk:px-0"
          >
            <legend className="sr-only">{t("groups")}</legend>
            {groups.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={chosen === each}
                onClick={() => {
                  change({ group: each });
                  keepInAddress("group", each === "all" ? null : each);
                }}
                className={clsx(
                  "h-11 shrink-0 rounded-md px-4 font-medium text-sm",
                  chosen === each ? "bg-ink text-bg" : "bg-raised text-muted hover:bg-hover hover:text-ink",
                )}
              >
                {each === "all" ? all("all") : groupName(m, sportId, each)}
              </button>
            ))}
          </fieldset>
          <div className="grid grid-cols-1 items-start gap-3 @xl:grid-cols-2">
            {stacks.map((families, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the two stacks have no other name
              <div key={at} className="contents grid-cols-1 gap-3 @xl:grid">
                {families.map((family) => (
                  // In one column the stacks are one, in the order of the page.
                  <div
                    key={family.key}
                    style={{ order: isPinned(family) ? -1 : shown.indexOf(family) }}
                    className="min-w-0 empty:hidden"
                  >
                    <MarketBlock
                      event={event}
                      family={family}
                      pin={pinOf(sportId, family.key)}
                      onPin={togglePin}
                      folded={folded.includes(family.key)}
                      onFold={(now) =>
                        change({
                          folded: [
                            ...folded.filter((key) => key !== family.key),
                            ...(now ? [family.key] : []),
                          ],
                        })
                      }
                    />
                  </div>
                ))}
              </div>
            ))}
          </div>
        </>
      ) : (
        <Empty icon={ListX} title={t("noMarkets")}>
          {!isOver(event.status) && t("noMarketsHint")}
        </Empty>
      )}
      {settled.length > 0 && <Settled event={event} markets={settled} />}
    </div>
  );
}
