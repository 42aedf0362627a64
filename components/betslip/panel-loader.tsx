"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { PlaceAction } from "./use-place.ts";

type Panel = typeof import("./slip-panel.tsx").SlipPanel;

/** Between one try and the next. */
const WAITS_MS = [1_000, 3_000];

let loaded: Panel | undefined;
let loading: Promise<Panel> | undefined;

const fetchPanel = async (waitsMs: readonly number[]): Promise<Panel> => {
  try {
    return (await import("./slip-panel.tsx")).SlipPanel;
  } catch (error) {
    const [waitMs, ...others] = waitsMs;
    if (waitMs === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return fetchPanel(others);
  }
};

const load = (): Promise<Panel> => {
  loading ??= fetchPanel(WAITS_MS)
    .then((panel) => {
      loaded = panel;
      return panel;
    })
    .finally(() => {
      loading = undefined;
    });
  return loading;
};

/** In the measure of one selection, its stake and the button. */
const PanelLoading = () => (
  <div aria-busy className="grid gap-4 p-4">
    <Skeleton className="h-14" />
    <Skeleton className="h-11" />
    <Skeleton className="h-12" />
  </div>
);

/** The panel is a script of its own. One that stays away is said, and asked for again when the network or the reader says so. */
export function PanelLoader({ place }: { place: PlaceAction }) {
  const t = useTranslations("betslip");
  const [Panel, setPanel] = useState<Panel | null>(() => loaded ?? null);
  const [tries, setTries] = useState(1);
  const [failed, setFailed] = useState(0);

  useEffect(() => {
    let left = false;
    load().then(
      (panel) => left || setPanel(() => panel),
      () => left || setFailed(tries),
    );
    return () => {
      left = true;
    };
  }, [tries]);

  useEffect(() => {
    if (failed === 0) return;
    const again = () => setTries(failed + 1);
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [failed]);

  if (Panel) return <Panel place={place} />;
  if (failed < tries) return <PanelLoading />;
  return (
    <Notice
      tone="bad"
      live="assertive"
      title={t("missing")}
      className="m-3"
      action={
        <>
          <Button kind="primary" size="sm" onClick={() => setTries(failed + 1)}>
            {t("again")}
          </Button>
          {/* A page that is older than the site asks for a script that is gone: only the whole page helps. */}
          {failed > 1 && (
            <Button kind="quiet" size="sm" onClick={() => location.reload()}>
              {t("reload")}
            </Button>
          )}
        </>
      }
    >
      {t("missingHint")}
    </Notice>
  );
}
