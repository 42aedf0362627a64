"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/schema.ts";
import type { EndBoostInput, EndBoostRefusal } from "#lib/sportsbook/trading/schema.ts";
import { refusalText } from "../../dialog.tsx";
import type { Translate } from "../../names.ts";
import { useSend } from "../use-send.ts";

/** Ends a boost at once: bets at it stay as they are. */
export function EndBoost({
  marketId,
  boostId,
  name,
  endBoost,
}: {
  marketId: string;
  boostId: string;
  name: string;
  endBoost: (input: EndBoostInput) => Promise<ActionResult<{ boostId: string }, EndBoostRefusal>>;
}) {
  const t = useTranslations("admin.boosts");
  const tRefusal = useTranslations("admin.refusal") as unknown as Translate;
  const { pending, refusal, send } = useSend(() => undefined);
  return (
    <span className="relative z-10 flex items-center gap-2">
      {refusal ? (
        <span className="text-down text-xs" role="alert">
          {refusalText(tRefusal, refusal)}
        </span>
      ) : null}
      <Button
        aria-label={t("endOf", { name })}
        kind="outline"
        onClick={() => send((idempotencyKey) => endBoost({ marketId, boostId, idempotencyKey }))}
        pending={pending}
        size="sm"
      >
        {t("end")}
      </Button>
    </span>
  );
}
