"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { sportName } from "#lib/i18n/market-names.ts";
import { SPORT_VIEWS, sportViews } from "#lib/sportsbook/sports/schema.ts";
import { BoardHeads } from "../board/board-cells.tsx";
import type { Grouping } from "../board/choice.ts";
import { FavouriteStar } from "../favourites/star.tsx";
import { useLivePart, useStore } from "../realtime/hooks.ts";
import { EventRow } from "./event-row.tsx";

type Listed = { id: string; startsAt: string; competition: { id: string; name: string; sportId: string } };

type ListProps = {
  events: readonly Listed[];
  by: Grouping;
  /** What all of them are, such as "Live now". */
  label: string;
  /** Each match follows its own topic, and shows its day: where it is no longer the one of the heading, or always. */
  dated?: "heading" | "day";
  /** The competition of all of them stands above the list. */
  competition?: boolean;
};

const keyOf =
  (by: Grouping) =>
  ({ competition: { sportId, name } }: Listed): string =>
    by === "time" ? sportId : `${sportId} ${name}`;

const sportRank = ({ competition: { sportId } }: Listed): number =>
  SPORT_VIEWS.findIndex(({ id }) => id === sportId);

/** Matches sport by sport, else in the order given, under the name of their sport or competition and those of their markets. */
export function EventLists({ events, by, label, dated, competition = true }: ListProps) {
  const sports = useTranslations("sports");
  return (
    <div className="grid grid-cols-1 gap-3">
      {[
        ...Map.groupBy(
          events.toSorted((a, b) => sportRank(a) - sportRank(b)),
          keyOf(by),
        ),
      ].map(([key, members]) => {
        const [first] = members;
        if (!first) return null;
        const { sportId } = first.competition;
        const title = by === "time" ? sportName(sports, sportId) : first.competition.name;
        const named = by === "time" && competition;
        return (
          <section
            key={key}
            data-competition={named ? "" : undefined}
            className="board-list overflow-hidden rounded-lg border border-line bg-surface"
          >
            <div className="board-head" data-markets={sportViews(sportId).board.length}>
              <div className="board-title flex min-w-0 items-center">
                <h3 className="truncate font-semibold text-sm">
                  {title} <span className="figures ml-1 font-normal text-faint">{members.length}</span>
                </h3>
                {by === "competition" && (
                  <FavouriteStar
                    kind="competition"
                    subject={first.competition.id}
                    name={title}
                    className="-my-1 !size-10"
                  />
                )}
              </div>
              <BoardHeads sportId={sportId} />
              <span aria-hidden className="board-more" />
            </div>
            <ul aria-label={`${label}, ${title}`} className="divide-y border-t">
              {members.map(({ id, startsAt }) => (
                <li key={id}>
                  <EventRow
                    eventId={id}
                    competition={named}
                    {...(dated && { follow: true })}
                    {...(dated === "heading" && { underDayOf: startsAt })}
                    day={dated === "day"}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** The part of the live list that is running, or that is still to start. Matches move over as they kick off. */
export function LiveRows({
  part,
  max = 100,
  label,
  by,
  children,
}: {
  part: "running" | "soon";
  max?: number;
  label: string;
  by: Grouping;
  /** Stands there when there is none. */
  children: ReactNode;
}) {
  const store = useStore();
  const shown = useLivePart(part).slice(0, max);
  if (shown.length === 0) return children;
  return <EventLists events={shown.flatMap((id) => store.event(id) ?? [])} by={by} label={label} />;
}
