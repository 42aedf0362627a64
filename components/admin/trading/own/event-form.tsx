"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { uuidv7 } from "#lib/core/id.ts";
import { type SportTranslator, sportName } from "#lib/i18n/market-names.ts";
import type { ActionRefusal, ActionResult } from "#lib/platform/schema.ts";
import {
  COMPETITION_NAME_MAX,
  type CreateEventInput,
  type CreateEventRefusal,
  EVENT_NAME_MAX,
  SIDE_NAME_MAX,
} from "#lib/sportsbook/trading/schema.ts";
import { refusalText } from "../../dialog.tsx";
import type { Translate } from "../../names.ts";
import { momentOf } from "../../settle/draft.ts";
import { CONTROL_FIELD, ControlField } from "../control-popover.tsx";
import { Combinable } from "./combinable.tsx";

type Choices = {
  competitions: readonly { id: string; sportId: string; category: string; name: string }[];
  sides: readonly { sportId: string; name: string }[];
};

type Refusal = CreateEventRefusal | ActionRefusal | { code: "no_answer" };

const NEW = "new";

/** Enters an event that no feed has: a match, or an outright. */
export function EventForm({
  sports,
  choices,
  timeZone,
  createEvent,
}: {
  sports: readonly { id: string; sided: boolean }[];
  choices: Choices;
  timeZone: string;
  createEvent: (input: CreateEventInput) => Promise<ActionResult<{ eventId: string }, CreateEventRefusal>>;
}) {
  const t = useTranslations("admin.own");
  const m = useTranslations("admin.sports") as unknown as SportTranslator;
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const router = useRouter();
  const list = useId();
  const [sportId, setSportId] = useState(sports[0]?.id ?? "");
  const [outright, setOutright] = useState(false);
  const [competition, setCompetition] = useState("");
  const [category, setCategory] = useState("");
  const [competitionName, setCompetitionName] = useState("");
  const [sides, setSides] = useState<readonly [string, string]>(["", ""]);
  const [name, setName] = useState("");
  const [start, setStart] = useState("");
  const [combinable, setCombinable] = useState(true);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [key, setKey] = useState(uuidv7);
  const [pending, begin] = useTransition();

  const sided = !outright && sports.find(({ id }) => id === sportId)?.sided !== false;
  const startsAt = momentOf(start, timeZone);
  const offered = choices.competitions.filter((each) => each.sportId === sportId);
  const chosen = offered.some(({ id }) => id === competition) ? competition : NEW;
  const isNew = chosen === NEW;
  const ready =
    startsAt !== null &&
    (!isNew || (category.trim() !== "" && competitionName.trim() !== "")) &&
    (sided ? sides.every((side) => side.trim() !== "") : name.trim() !== "");
  const send = (despiteTwin: boolean): void =>
    begin(async () => {
      const answer = await createEvent({
        sportId,
        competition: isNew ? { category, name: competitionName } : { id: chosen },
        sides: sided ? [sides[0], sides[1]] : null,
        name: sided ? null : name,
        startsAt: startsAt?.toISOString() ?? "",
        combinable,
        ...(despiteTwin && { despiteTwin }),
        idempotencyKey: key,
      }).catch(() => ({ ok: false as const, refusal: { code: "no_answer" as const } }));
      if (answer.ok) {
        router.push(`/admin/trading/${encodeURIComponent(answer.value.eventId)}` as Route);
        return;
      }
      setRefusal(answer.refusal);
      if (answer.refusal.code !== "no_answer") setKey(uuidv7());
    });
  const text = (label: string, value: string, set: (next: string) => void, max: number, from?: string) => (
    <ControlField className="min-w-52 flex-1" label={label}>
      <input
        autoComplete="off"
        className={CONTROL_FIELD}
        list={from}
        maxLength={max}
        onChange={(event) => set(event.target.value)}
        value={value}
      />
    </ControlField>
  );
  return (
    <form
      className="grid max-w-3xl gap-4 text-sm"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send(false);
      }}
    >
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">{t("kind")}</legend>
        {([false, true] as const).map((each) => (
          <label
            className="flex min-h-9 items-center gap-2 rounded-md border px-3 hover:bg-raised has-checked:border-accent has-checked:bg-raised pointer-coarse:min-h-11"
            key={String(each)}
          >
            <input
              checked={outright === each}
              className="size-4 accent-accent"
              name="kind"
              onChange={() => {
                setOutright(each);
                setCombinable(!each);
              }}
              type="radio"
            />
            {t(each ? "outright" : "match")}
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap gap-3">
        <ControlField className="w-40" label={t("sport")}>
          <select
            className={CONTROL_FIELD}
            onChange={(event) => setSportId(event.target.value)}
            value={sportId}
          >
            {sports.map(({ id }) => (
              <option key={id} value={id}>
                {sportName(m, id)}
              </option>
            ))}
          </select>
        </ControlField>
        <ControlField className="min-w-52 flex-1" label={t("competition")}>
          <select
            className={CONTROL_FIELD}
            onChange={(event) => setCompetition(event.target.value)}
            value={chosen}
          >
            <option value={NEW}>{t("newCompetition")}</option>
            {offered.map((each) => (
              <option key={each.id} value={each.id}>
                {`${each.category} · ${each.name}`}
              </option>
            ))}
          </select>
        </ControlField>
      </div>
      {isNew ? (
        <div className="flex flex-wrap gap-3">
          {text(t("category"), category, setCategory, 80)}
          {text(t("competitionName"), competitionName, setCompetitionName, COMPETITION_NAME_MAX)}
        </div>
      ) : null}
      {sided ? (
        <div className="flex flex-wrap gap-3">
          {text(t("home"), sides[0], (home) => setSides([home, sides[1]]), SIDE_NAME_MAX, list)}
          {text(t("away"), sides[1], (away) => setSides([sides[0], away]), SIDE_NAME_MAX, list)}
          <datalist id={list}>
            {choices.sides
              .filter((side) => side.sportId === sportId)
              .map((side) => (
                <option key={side.name} value={side.name} />
              ))}
          </datalist>
        </div>
      ) : (
        <div className="flex">{text(t("eventName"), name, setName, EVENT_NAME_MAX)}</div>
      )}
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <ControlField className="w-60" label={sided ? t("start") : t("betUntil")}>
          <input
            className={CONTROL_FIELD}
            onChange={(event) => setStart(event.target.value)}
            type="datetime-local"
            value={start}
          />
        </ControlField>
        <div className="min-w-60 flex-1 sm:pt-4">
          <Combinable change={setCombinable} combinable={combinable} />
        </div>
      </div>
      {refusal?.code === "event_exists" ? (
        <Notice
          action={
            <Button disabled={pending} kind="outline" onClick={() => send(true)} size="sm" type="button">
              {t("createAnyway")}
            </Button>
          }
          live="assertive"
          tone="warn"
        >
          {t.rich("exists", {
            event: (children) => (
              <PageLink
                className="underline underline-offset-4"
                href={`/admin/trading/${encodeURIComponent(refusal.eventId)}` as Route}
              >
                {children}
              </PageLink>
            ),
          })}
        </Notice>
      ) : refusal ? (
        <Notice live="assertive" tone="bad">
          {refusalText(tRefusal, refusal)}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button disabled={!ready} kind="primary" pending={pending} type="submit">
          {t("create")}
        </Button>
      </div>
      <p className="text-muted text-xs">{sided ? t("matchNote") : t("outrightNote")}</p>
    </form>
  );
}
