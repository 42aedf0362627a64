import { OctagonPause } from "lucide-react";
import type { ActiveSuspension } from "#lib/backoffice/schema.ts";
import type { Format } from "./format.ts";
import { reasonName, type Translate } from "./names.ts";

/** Who or what suspended betting, why and since when, in one line. */
export const suspensionLine = (t: Translate, format: Format, suspension: ActiveSuspension): string => {
  const reason = suspension.note
    ? `${reasonName(t, suspension.reason)} (${suspension.note})`
    : reasonName(t, suspension.reason);
  const at = format.minute(suspension.at);
  return suspension.byName
    ? t("suspension.by", { reason, name: suspension.byName, at })
    : t("suspension.bySource", { reason, source: t(`source.${suspension.source}`), at });
};

/** Shows suspensions of more than one event at the top of every page. */
export function SuspensionBanner({
  suspensions,
  sports,
  t,
  format,
}: {
  suspensions: readonly ActiveSuspension[];
  sports: readonly { id: string; name: string }[];
  t: Translate;
  format: Format;
}) {
  if (suspensions.length === 0) return null;
  return (
    <ul className="border-down/40 border-b bg-down-wash px-4 py-1 text-sm lg:px-6">
      {suspensions.map((suspension) => (
        <li
          className="flex flex-wrap items-center gap-x-2 py-0.5"
          key={`${suspension.scope}:${suspension.scopeId}:${suspension.source}`}
        >
          <OctagonPause aria-hidden className="size-4 shrink-0 text-down" />
          <strong className="font-semibold">
            {t(`suspension.${suspension.scope}`, {
              sport: sports.find(({ id }) => id === suspension.scopeId)?.name ?? suspension.scopeId,
              provider: suspension.scopeId,
            })}
          </strong>
          <span className="text-muted">{suspensionLine(t, format, suspension)}</span>
        </li>
      ))}
    </ul>
  );
}
