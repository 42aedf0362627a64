"use client";

import { TicketPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { goToSlip } from "../betslip/slip-navigation.ts";
import { type SlipLegChoice, slip } from "../betslip/store.ts";
import { Button } from "../ui/button.tsx";

/** Puts a bet that was not placed on the slip again, and goes there. Prices that moved since are asked about there. */
export function AddToSlip({ legs, stake }: { legs: readonly SlipLegChoice[]; stake: string }) {
  const t = useTranslations("betslip");
  return (
    <Button
      onClick={() => {
        slip.putBack({ legs, stake });
        // The slip draws itself first: its stake is then there to be gone to.
        requestAnimationFrame(goToSlip);
      }}
    >
      <TicketPlus aria-hidden className="size-4" />
      {t("putBack")}
    </Button>
  );
}
