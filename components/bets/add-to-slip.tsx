"use client";

import { TicketPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { goToSlip } from "../betslip/slip-navigation.ts";
import { type SlipBet, slip } from "../betslip/store.ts";
import { Button } from "../ui/button.tsx";

/** Puts a rejected bet back on the slip, and goes there. The slip asks about odds that have changed. */
export function AddToSlip(bet: Pick<SlipBet, "legs" | "stake" | "system" | "builder">) {
  const t = useTranslations("betslip");
  return (
    <Button
      onClick={() => {
        slip.putBack(bet);
        // The slip renders first, so that its stake field can be focused.
        requestAnimationFrame(goToSlip);
      }}
    >
      <TicketPlus aria-hidden className="size-4" />
      {t("putBack")}
    </Button>
  );
}
