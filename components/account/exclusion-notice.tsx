"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback } from "react";
import { usePlayerNotices } from "../realtime/hooks.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { useReloadViewer, useViewer } from "../viewer/provider.tsx";

const CHANGES: ReadonlySet<string> = new Set(["player.excluded", "player.return_asked", "player.unblocked"]);

/** Says on every page that the player is excluded, and notices at once when another device has done it. */
export function ExclusionNotice() {
  const t = useTranslations("shell.excluded");
  const format = useFormatter();
  const reloadViewer = useReloadViewer();
  usePlayerNotices(
    useCallback(
      ({ kind }) => {
        if (CHANGES.has(kind)) reloadViewer();
      },
      [reloadViewer],
    ),
  );
  const exclusion = useViewer()?.exclusion;
  if (!exclusion) return null;
  const { until } = exclusion;
  return (
    <Notice
      tone="warn"
      live="polite"
      className="mb-4"
      action={
        <ButtonLink size="sm" href="/account/safer-gambling">
          {t("more")}
        </ButtonLink>
      }
    >
      {until
        ? t("until", { date: format.dateTime(new Date(until), { dateStyle: "long", timeStyle: "short" }) })
        : t("noEnd")}
    </Notice>
  );
}
