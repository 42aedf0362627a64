"use client";

import { X } from "lucide-react";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { rememberViews, type SavedView, VIEW_NAME_MAX, VIEWS_MAX } from "./views.ts";

/** The filters that this trader has named, each one press away, and the one on the page to be named. */
export function SavedViews({
  saved,
  query,
}: {
  saved: SavedView[];
  /** The filter on the page; empty where nothing is filtered. */
  query: string;
}) {
  const t = useTranslations("admin.trading.views");
  const [views, setViews] = useState(saved);
  const [naming, setNaming] = useState(false);
  const keep = (next: SavedView[]): void => {
    rememberViews(next);
    setViews(next);
    setNaming(false);
  };
  const here = views.find((view) => view.query === query);
  const canSave = query !== "" && !here;
  if (views.length === 0 && !canSave) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-line border-t px-3 py-2">
      {views.length > 0 ? (
        <ul aria-label={t("label")} className="flex flex-wrap items-center gap-1.5">
          {views.map((view) => (
            <li className="flex items-center" key={view.name}>
              <PageLink
                aria-current={view === here ? "true" : undefined}
                className={buttonClass({ kind: view === here ? "secondary" : "quiet", size: "sm" })}
                href={`/admin/trading?${view.query}` as Route}
                scroll={false}
              >
                {view.name}
              </PageLink>
              {view === here ? (
                <button
                  aria-label={t("remove", { name: view.name })}
                  className={buttonClass({ kind: "quiet", size: "sm" }, "px-1.5")}
                  onClick={() => keep(views.filter((each) => each !== view))}
                  type="button"
                >
                  <X aria-hidden className="size-3.5" />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {!canSave ? null : views.length >= VIEWS_MAX ? (
        <p className="text-muted text-xs">{t("full", { count: VIEWS_MAX })}</p>
      ) : naming ? (
        <form
          className="flex items-center gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
            if (name !== "") keep([...views.filter((each) => each.name !== name), { name, query }]);
          }}
        >
          <label className="flex items-center gap-1.5 text-xs">
            <span className="text-muted">{t("name")}</span>
            <input
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: the press that opened the form asked for it
              autoFocus
              className="h-8 w-44 rounded-md border border-line-strong bg-bg px-2.5 text-sm pointer-coarse:h-11"
              maxLength={VIEW_NAME_MAX}
              name="name"
              onKeyDown={(event) => {
                if (event.key === "Escape") setNaming(false);
              }}
              required
            />
          </label>
          <button className={buttonClass({ kind: "primary", size: "sm" })} type="submit">
            {t("save")}
          </button>
        </form>
      ) : (
        <button
          className={buttonClass({ kind: "outline", size: "sm" })}
          onClick={() => setNaming(true)}
          type="button"
        >
          {t("add")}
        </button>
      )}
    </div>
  );
}
