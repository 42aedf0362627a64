import { useFormatter, useTranslations } from "next-intl";
import type { HarmScore } from "#lib/players/schema.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Panel, PanelHead } from "../ui/panel.tsx";

/** The least that a marker contributes where it is worth telling. */
const TELLING = 0.15;

/** What a player did in the last thirty days, in plain words: no score, and no advice beyond the ways that are there. */
export function Mirror({ score }: { score: HarmScore }) {
  const t = useTranslations("activity.mirror");
  const format = useFormatter();
  const telling = score.contributions.filter(({ contribution }) => contribution >= TELLING);
  return (
    <Panel className="mb-4">
      <PanelHead title={t("title")} />
      <div className="grid gap-3 p-4 text-sm">
        {telling.length === 0 ? (
          <p className="text-muted">{t("nothing")}</p>
        ) : (
          <>
            <ul className="grid list-disc gap-1.5 pl-5">
              {telling.map(({ marker, value }) => (
                <li key={marker}>
                  {t(marker, {
                    count: Math.round(value),
                    share: format.number(value, { style: "percent", maximumFractionDigits: 0 }),
                    times: format.number(value, { maximumFractionDigits: 1 }),
                  })}
                </li>
              ))}
            </ul>
            <div className="flex flex-wrap gap-2">
              <ButtonLink size="sm" kind="outline" href="/account/limits">
                {t("limits")}
              </ButtonLink>
              <ButtonLink size="sm" kind="outline" href="/account/safer-gambling">
                {t("timeOut")}
              </ButtonLink>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
