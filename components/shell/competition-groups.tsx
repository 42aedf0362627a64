"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFavourites } from "../favourites/store.ts";

type Row = { id: string; row: ReactNode };

/** Lists of competitions, one a sport. Those that this browser marked stand in a list of their own before them. */
export function CompetitionGroups({ groups }: { groups: { id: string; title: string; rows: Row[] }[] }) {
  const t = useTranslations("sportsbook");
  const marked = new Set(
    useFavourites()
      .filter(({ kind }) => kind === "competition")
      .map(({ subject }) => subject),
  );
  const starred = groups.flatMap(({ rows }) => rows.filter(({ id }) => marked.has(id)));
  return [
    { id: "favourites", title: t("favourites"), rows: starred },
    ...groups.map((group) => ({ ...group, rows: group.rows.filter(({ id }) => !marked.has(id)) })),
  ].map(
    ({ id, title, rows }) =>
      rows.length > 0 && (
        <div key={id}>
          <h2 className="eyebrow mb-1.5 px-2.5">{title}</h2>
          <ul className="grid grid-cols-1 gap-0.5">
            {rows.map(({ id: competition, row }) => (
              <li key={competition}>{row}</li>
            ))}
          </ul>
        </div>
      ),
  );
}
