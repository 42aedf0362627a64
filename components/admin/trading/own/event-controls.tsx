"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { wallClock } from "#lib/core/zoned-time.ts";
import type { ActionResult } from "#lib/platform/schema.ts";
import {
  type CancelEventInput,
  type CancelEventRefusal,
  EVENT_NAME_MAX,
  type EventSet,
  type UpdateEventInput,
  type UpdateEventRefusal,
} from "#lib/sportsbook/trading/schema.ts";
import { ReasonDialog } from "../../dialog.tsx";
import { momentOf } from "../../settle/draft.ts";
import { CONTROL_FIELD, ControlField } from "../control-popover.tsx";
import { Combinable } from "./combinable.tsx";
import { FormDialog } from "./form-dialog.tsx";

type Own = { name: string | null; startsAt: Date; combinable: boolean; revision: number };

/** Moves or renames an event of staff. */
export function EditEvent({
  eventId,
  own,
  timeZone,
  updateEvent,
}: {
  eventId: string;
  own: Own;
  timeZone: string;
  updateEvent: (input: UpdateEventInput) => Promise<ActionResult<EventSet, UpdateEventRefusal>>;
}) {
  const t = useTranslations("admin.own");
  const [name, setName] = useState("");
  const [start, setStart] = useState("");
  const [combinable, setCombinable] = useState(true);
  const startsAt = momentOf(start, timeZone);
  return (
    <FormDialog
      confirmLabel={t("save")}
      onOpen={() => {
        setName(own.name ?? "");
        setStart(wallClock(own.startsAt, timeZone));
        setCombinable(own.combinable);
      }}
      ready={startsAt !== null && (own.name === null || name.trim() !== "")}
      submit={(send) =>
        send((idempotencyKey) =>
          updateEvent({
            eventId,
            revision: own.revision,
            ...(own.name !== null && { name }),
            startsAt: startsAt?.toISOString() ?? "",
            combinable,
            idempotencyKey,
          }),
        )
      }
      title={t("editTitle")}
      trigger={
        <Button kind="outline" size="sm">
          {t("edit")}
        </Button>
      }
    >
      {own.name === null ? null : (
        <ControlField label={t("eventName")}>
          <input
            autoComplete="off"
            className={CONTROL_FIELD}
            maxLength={EVENT_NAME_MAX}
            onChange={(event) => setName(event.target.value)}
            value={name}
          />
        </ControlField>
      )}
      <ControlField label={own.name === null ? t("start") : t("betUntil")}>
        <input
          className={CONTROL_FIELD}
          onChange={(event) => setStart(event.target.value)}
          required
          type="datetime-local"
          value={start}
        />
      </ControlField>
      <Combinable change={setCombinable} combinable={combinable} />
    </FormDialog>
  );
}

/** Cancels an event of staff, once what that does was seen. */
export function CancelEvent({
  eventId,
  name,
  revision,
  bets,
  cancelEvent,
}: {
  eventId: string;
  name: string;
  revision: number;
  bets: number;
  cancelEvent: (input: CancelEventInput) => Promise<ActionResult<EventSet, CancelEventRefusal>>;
}) {
  const t = useTranslations("admin.own");
  return (
    <ReasonDialog
      confirmLabel={t("cancelEvent")}
      label={t("cancelEvent")}
      reasons={[]}
      submit={({ note, idempotencyKey }) => cancelEvent({ eventId, revision, bets, note, idempotencyKey })}
      title={t("cancelTitle", { name })}
      tone="danger"
    >
      <p>{t("cancelEffect", { bets })}</p>
    </ReasonDialog>
  );
}
