import { useTranslations } from "next-intl";
import type { VoidEffect } from "#lib/backoffice/schema.ts";
import type { Format } from "./format.ts";

/** What a void does to the money, before it is done. Null while it is being worked out. */
export function VoidEffectTable({
  effects,
  format,
}: {
  effects: readonly VoidEffect[] | null;
  format: Format;
}) {
  const t = useTranslations("admin.void");
  if (!effects) return <p className="min-h-24 text-muted">{t("counting")}</p>;
  if (effects.length === 0) return <p className="min-h-24 text-muted">{t("noEffect")}</p>;
  return (
    <div className="flex min-h-24 flex-col gap-3">
      {effects.map((effect) => (
        <dl
          className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 rounded-md border border-line bg-bg px-3 py-2 figures"
          key={effect.currency}
        >
          <dt className="text-muted">{t("refunded", { bets: effect.refundedBets })}</dt>
          <dd className="text-right font-semibold">{format.money(effect.refundedStake, effect.currency)}</dd>
          {effect.reducedBets > 0 ? (
            <>
              <dt className="text-muted">{t("reduced", { bets: effect.reducedBets })}</dt>
              <dd className="text-right">{format.money(effect.reducedStake, effect.currency)}</dd>
            </>
          ) : null}
          <dt className="text-muted">{t("returnBefore")}</dt>
          <dd className="text-right">{format.money(effect.returnBefore, effect.currency)}</dd>
          <dt className="text-muted">{t("returnAfter")}</dt>
          <dd className="text-right">{format.money(effect.returnAfter, effect.currency)}</dd>
        </dl>
      ))}
    </div>
  );
}
