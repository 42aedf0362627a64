"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useCashOuts } from "../cash-out/offers.tsx";
import type { EditableBet } from "./draft.ts";
import { EditForm } from "./edit-form.tsx";

/** The way to edit an open bet, while it can be cashed out: else it has no value that could pay for another one. */
export function EditButton({ bet, wide = false }: { bet: EditableBet; wide?: boolean }) {
  const t = useTranslations("bets.edit");
  const shared = useCashOuts();
  const [open, setOpen] = useState(false);
  if (!open && !shared?.offers.get(bet.id)?.offer) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("title")}
      description={t("lead")}
      trigger={
        <Button kind="quiet" size={wide ? "sm" : "md"} data-edit-bet="">
          {t("title")}
        </Button>
      }
    >
      <EditForm bet={bet} onClose={() => setOpen(false)} />
    </Dialog>
  );
}
