import clsx from "clsx";
import { useTranslations } from "next-intl";
import type { SettlementEffect } from "#lib/backoffice/schema.ts";
import type { Format } from "../format.ts";

type Line = { label: string; value: string; tone?: "up" | "down"; strong?: boolean };

const MOVES = ["settled", "corrected", "reopened", "goesOn"] as const;

/** The effect of a settlement on the money, before it is done, a block per currency. */
export function SettlementEffects({
  effects,
  format,
}: {
  effects: readonly SettlementEffect[];
  format: Format;
}) {
  const t = useTranslations("admin.settle");
  if (effects.length === 0) return <p className="text-muted">{t("none")}</p>;
  const linesOf = (effect: SettlementEffect): Line[] => {
    const amount = (minor: bigint) => format.money(minor, effect.currency);
    return [
      { label: t("paid"), value: amount(effect.paid), strong: true },
      ...(effect.takenBack > 0n
        ? [{ label: t("takenBack"), value: amount(effect.takenBack), strong: true }]
        : []),
      {
        label: t("house"),
        value: format.signed(effect.house, effect.currency),
        ...(effect.house === 0n ? {} : { tone: effect.house < 0n ? ("down" as const) : ("up" as const) }),
      },
      ...(effect.owed > 0n
        ? [{ label: t("owed", { players: effect.owing }), value: amount(effect.owed), tone: "down" as const }]
        : []),
      ...(effect.repaid > 0n ? [{ label: t("repaid"), value: amount(effect.repaid) }] : []),
    ];
  };
  return (
    <div className="grid gap-2">
      {effects.map((effect) => (
        <div className="rounded-md border border-line bg-bg px-3 py-2" key={effect.currency}>
          <p className="mb-1.5">
            <strong className="font-semibold">{t("touched", { bets: effect.touched })}</strong>
            <span className="text-muted">
              {`: ${MOVES.filter((move) => effect[move] > 0)
                .map((move) => `${format.number(effect[move])} ${t(move)}`)
                .join(", ")}`}
            </span>
          </p>
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 figures">
            {linesOf(effect).map(({ label, value, tone, strong }) => (
              <div className="contents" key={label}>
                <dt className="text-muted">{label}</dt>
                <dd
                  className={clsx(
                    "text-right",
                    strong && "font-semibold",
                    tone === "up" && "text-up",
                    tone === "down" && "text-down",
                  )}
                >
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
