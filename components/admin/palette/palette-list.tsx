"use client";

import { clsx } from "clsx";
import { Search } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useRefresh } from "#components/ui/use-refresh.ts";
import { uuidv7 } from "#lib/core/id.ts";
import { refusalText } from "../dialog.tsx";
import type { Translate } from "../names.ts";
import type { SuspensionActions } from "../suspend-button.tsx";
import { type PaletteItem, type PalettePage, paletteItems, readTyped } from "./items.ts";
import { type LookupAction, useLookup } from "./use-lookup.ts";

/** A box and the list below it, which the arrow keys move through while the focus stays in the box. */
export function PaletteList({
  pages,
  maySuspend,
  lookup,
  suspend,
  resume,
  close,
}: SuspensionActions & {
  pages: readonly PalettePage[];
  maySuspend: boolean;
  lookup: LookupAction;
  close: () => void;
}) {
  const t = useTranslations("admin.palette");
  const tStatus = useTranslations("admin.eventStatus") as unknown as Translate;
  const tQuick = useTranslations("admin.quick");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const locale = useLocale();
  const router = useRouter();
  const { refresh } = useRefresh();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [round, setRound] = useState(0);
  const [active, setActive] = useState(0);
  const [done, setDone] = useState<string | null>(null);
  const [acting, setActing] = useState(false);
  // Enter before the answer: what stands first then is chosen.
  const [entered, setEntered] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { text } = readTyped(typed);
  const { found, busy } = useLookup(text, round, lookup);
  const time = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const items = paletteItems(typed, pages, found, maySuspend, {
    command: (command, name) => t(command, { name }),
    event: ({ competition, startsAt, status }) =>
      `${competition} · ${status === 0 ? time.format(new Date(startsAt)) : tStatus(String(status))}`,
    competition: (open) => t("openEvents", { count: open }),
  });
  const at = Math.min(active, items.length - 1);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const act = async ({
    command,
    id: eventId,
    name,
  }: Extract<PaletteItem, { act: unknown }>["act"]): Promise<void> => {
    const where = { scope: "event" as const, id: eventId };
    const sent = { where, note: null, idempotencyKey: uuidv7() };
    setActing(true);
    const answer = await (command === "suspend"
      ? suspend({ ...sent, reason: "price_check" })
      : resume(sent)
    ).catch(() => ({ ok: false as const, refusal: { code: "no_answer" } }));
    setDone(
      answer.ok
        ? tQuick(command === "suspend" ? "suspended" : "resumed", { name })
        : refusalText(tRefusal, answer.refusal),
    );
    setActing(false);
    setRound((before) => before + 1);
    refresh();
  };
  const choose = (item: PaletteItem): void => {
    if ("act" in item) {
      if (!acting) void act(item.act);
      return;
    }
    close();
    router.push(item.href as Route);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = items.length - 1;
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key];
    const item = items[at];
    if (to !== undefined) setActive(to);
    else if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    else if (busy) setEntered(true);
    else if (item) choose(item);
    event.preventDefault();
  };
  useEffect(() => {
    if (!entered || busy) return;
    setEntered(false);
    const item = items[at];
    if (item) choose(item);
  });

  return (
    <>
      <div className="relative border-line border-b">
        <Search aria-hidden className="pointer-events-none absolute top-4 left-4 size-4 text-faint" />
        <input
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          aria-controls={id}
          aria-expanded={items.length > 0}
          aria-label={t("title")}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the dialog is nothing but this box and its list
          autoFocus
          className="h-12 w-full bg-transparent pr-4 pl-11 text-base outline-none"
          enterKeyHint="go"
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
            setDone(null);
            setEntered(false);
          }}
          onKeyDown={onKeyDown}
          placeholder={t(maySuspend ? "placeholder" : "placeholderRead")}
          role="combobox"
          spellCheck={false}
          value={typed}
        />
      </div>
      <p aria-live="polite" className={clsx("px-4 text-sm", done ? "border-line border-b py-2" : "sr-only")}>
        {done ?? (busy ? "" : t("count", { count: items.length }))}
      </p>
      <div aria-busy={busy} className="min-h-0 flex-1 overflow-y-auto p-1.5" ref={list}>
        <div aria-label={t("results")} id={id} role="listbox">
          {[...new Set(items.map(({ group }) => group))].map((group) => {
            const inGroup = items.flatMap((item, place) => (item.group === group ? [{ item, place }] : []));
            return (
              // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
              <div aria-labelledby={`${id}-${group}`} key={group} role="group">
                <p className="px-2.5 pt-2 pb-1 font-medium text-faint text-xs" id={`${id}-${group}`}>
                  {t(`groups.${group}`)}
                </p>
                {inGroup.map(({ item, place }) => (
                  // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active option
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys
                  <div
                    aria-selected={place === at}
                    className={clsx(
                      "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 text-sm pointer-coarse:min-h-11",
                      place === at && "bg-raised",
                    )}
                    data-at={place}
                    id={`${id}-${place}`}
                    key={item.id}
                    onClick={() => choose(item)}
                    onPointerMove={() => setActive(place)}
                    role="option"
                  >
                    <span className="min-w-0 truncate font-medium">{item.label}</span>
                    <span className="ml-auto min-w-0 shrink truncate text-muted text-xs">{item.hint}</span>
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {items.length === 0 && !busy ? (
          <p className="px-2.5 py-6 text-center text-muted text-sm">
            {t(typed.trim() === "suspend" || typed.trim() === "resume" ? "whichEvent" : "none")}
          </p>
        ) : null}
      </div>
    </>
  );
}
