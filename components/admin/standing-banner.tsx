import { OctagonPause } from "lucide-react";
import type { ActiveSuspension } from "#lib/backoffice/schema.ts";
import type { Format } from "./format.ts";
import { reasonName, type Words } from "./names.ts";

/** Who or what stopped it, why and since when, in one line. */
export const standingLine = (t: Words, format: Format, standing: ActiveSuspension): string => {
  const reason = standing.note
    ? `${reasonName(t, standing.reason)} (${standing.note})`
    : reasonName(t, standing.reason);
  const at = format.minute(standing.at);
  return standing.byName
    ? t("standing.by", { reason, name: standing.byName, at })
    : t("standing.bySource", { reason, source: t(`source.${standing.source}`), at });
};

/** What stops more than one event stands above every page. */
export function StandingBanner({
  standing,
  sports,
  t,
  format,
}: {
  standing: readonly ActiveSuspension[];
  sports: readonly { id: string; name: string }[];
  t: Words;
  format: Format;
}) {
  if (standing.length === 0) return null;
  return (
    <ul className="border-down/40 border-b bg-down-wash px-4 py-1 text-sm lg:px-6">
      {standing.map((stop) => (
        <li
          className="flex flex-wrap items-center gap-x-2 py-0.5"
          key={`${stop.scope}:${stop.scopeId}:${stop.source}`}
        >
          <OctagonPause aria-hidden className="size-4 shrink-0 text-down" />
          <strong className="font-semibold">
            {t(`standing.${stop.scope}`, {
              sport: sports.find(({ id }) => id === stop.scopeId)?.name ?? stop.scopeId,
              provider: stop.scopeId,
            })}
          </strong>
          <span className="text-muted">{standingLine(t, format, stop)}</span>
        </li>
      ))}
    </ul>
  );
}
