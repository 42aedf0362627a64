"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { PlaceAction } from "./use-place.ts";

/** In the measure of one selection, its stake and the button. */
const PanelLoading = () => (
  <div aria-busy className="grid gap-4 p-4">
    <Skeleton className="h-14" />
    <Skeleton className="h-11" />
    <Skeleton className="h-12" />
  </div>
);

/** The selections are kept by the browser, so a new document loses none of them. */
function PanelMissing() {
  const t = useTranslations("betslip");
  return (
    <Notice
      tone="bad"
      live="assertive"
      title={t("missing")}
      className="m-3"
      action={
        <Button kind="primary" size="sm" onClick={() => location.reload()}>
          {t("reload")}
        </Button>
      }
    >
      {t("missingHint")}
    </Notice>
  );
}

/** The panel is a script of its own, loaded with the first selection. */
export const SlipPanel = dynamic<{ place: PlaceAction }>(
  () =>
    import("./slip-panel.tsx").then(
      (loaded) => loaded.SlipPanel,
      () => PanelMissing,
    ),
  { ssr: false, loading: PanelLoading },
);
