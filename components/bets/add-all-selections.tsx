"use client";

import { TicketPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { buildersOf } from "../betslip/builder/builders.ts";
import { goToSlip } from "../betslip/slip-navigation.ts";
import { slip } from "../betslip/store.ts";
import { UNSEEN } from "../betslip/stored-slip.ts";
import { useLegs } from "../betslip/use-legs.ts";
import { Button } from "../ui/button.tsx";
import { useViewer } from "../viewer/provider.tsx";
import type { SharedLeg } from "./shared-selection.tsx";

/** Adds all shared selections that are still offered to the slip; says so if none is. */
export function AddAllSelections({ picks }: { picks: readonly SharedLeg[] }) {
  const t = useTranslations("shell.picks");
  const viewer = useViewer();
  const now = useLegs(picks.map(({ marketId, outcomeKey }) => ({ marketId, outcomeKey, odds: "" })));
  const offered = picks.flatMap(({ marketId, outcomeKey }, at) => {
    const { status, odds } = now[at] ?? {};
    return status === "offered" && odds ? [{ marketId, outcomeKey, odds }] : [];
  });
  if (offered.length === 0) return <p className="mt-3 text-muted text-sm">{t("gone")}</p>;
  if (picks.length === 1) return null;
  return (
    <Button
      kind="primary"
      className="mt-3"
      onClick={() => {
        const together = buildersOf(offered).some(({ legs }) => legs.length === offered.length);
        slip.putBack({
          legs: offered,
          stake: slip.current().stake || (viewer?.quickStakes[0] ?? ""),
          ...(together && { builder: UNSEEN }),
        });
        requestAnimationFrame(goToSlip);
      }}
    >
      <TicketPlus aria-hidden className="size-4" />
      {t("takeAll", { count: offered.length })}
    </Button>
  );
}
