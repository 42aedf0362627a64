import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GoalSoundSwitch } from "#components/event/goal-sound-switch.tsx";
import { FormSelect, FormText, Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { SearchKeySwitch } from "#components/shell/search-key-switch.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { ODDS_CHOICES } from "#lib/core/odds-choice.ts";
import { ODDS_FORMATS, THEMES } from "#lib/core/settings.ts";
import { requirePlayer } from "../../../session.ts";
import { settingsForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.settings"))("title"),
});

/** IANA zones by region, as browsers name them, with UTC and the player's own even if it is an old name. */
const zonesByRegion = (own: string): [string, string[]][] => {
  const regions = new Map<string, string[]>();
  for (const zone of new Set(["UTC", own, ...Intl.supportedValuesOf("timeZone")])) {
    const region = zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : "UTC";
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  return [...regions].map(([region, zones]) => [region, zones.sort()]);
};

const cityOf = (zone: string): string =>
  zone
    .slice(zone.indexOf("/") + 1)
    .replaceAll("_", " ")
    .replaceAll("/", ", ");

export default async function SettingsPage() {
  const { settings, currency } = await requirePlayer("/account/settings");
  const t = await getTranslations("account.settings");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Form action={settingsForm} className="grid gap-4">
        <FormMessage />
        <Panel>
          <PanelHead title={t("odds")} />
          <div className="grid items-start gap-4 p-4 sm:grid-cols-2">
            <FormSelect
              name="oddsFormat"
              label={t("oddsFormat")}
              hint={t("oddsFormatHint")}
              defaultValue={settings.oddsFormat}
            >
              {ODDS_FORMATS.map((format) => (
                <option key={format} value={format}>
                  {t(`format.${format}`)}
                </option>
              ))}
            </FormSelect>
            <FormSelect
              name="oddsChoice"
              label={t("oddsChoice")}
              hint={t("oddsChoiceHint")}
              defaultValue={settings.oddsChoice}
            >
              {ODDS_CHOICES.map((choice) => (
                <option key={choice} value={choice}>
                  {t(`choice.${choice}`)}
                </option>
              ))}
            </FormSelect>
          </div>
        </Panel>
        <Panel>
          <PanelHead title={t("quickStakes")} />
          <fieldset className="p-4">
            <legend className="sr-only">{t("quickStakes")}</legend>
            <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
              {settings.quickStakes.map((stake, index) => (
                <FormText
                  // biome-ignore lint/suspicious/noArrayIndexKey: the four places are what they are
                  key={index}
                  name="quickStakes[]"
                  answerName={`quickStakes.${index}`}
                  label={t("quickStake", { number: index + 1 })}
                  defaultValue={stake}
                  inputMode="decimal"
                  autoComplete="off"
                  className="figures text-right"
                />
              ))}
            </div>
            <p className="mt-2 text-muted text-xs">{t("quickStakesHint", { currency })}</p>
          </fieldset>
        </Panel>
        <Panel>
          <PanelHead title={t("display")} />
          <div className="grid items-start gap-4 p-4 sm:grid-cols-2">
            <FormSelect name="theme" label={t("theme")} defaultValue={settings.theme}>
              {THEMES.map((theme) => (
                <option key={theme} value={theme}>
                  {t(`themes.${theme}`)}
                </option>
              ))}
            </FormSelect>
            <FormSelect
              name="timeZone"
              label={t("timeZone")}
              hint={t("timeZoneHint")}
              defaultValue={settings.timeZone}
            >
              {zonesByRegion(settings.timeZone).map(([region, zones]) => (
                <optgroup key={region} label={region}>
                  {zones.map((zone) => (
                    <option key={zone} value={zone}>
                      {cityOf(zone)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </FormSelect>
          </div>
        </Panel>
        <Submit kind="primary" pendingText={t("saving")} className="w-full sm:w-auto sm:justify-self-start">
          {t("save")}
        </Submit>
      </Form>
      <Panel className="mt-4">
        <PanelHead title={t("keyboard")} />
        <div className="p-4">
          <SearchKeySwitch />
        </div>
      </Panel>
      <Panel className="mt-4">
        <PanelHead title={t("sound")} />
        <div className="p-4">
          <GoalSoundSwitch />
        </div>
      </Panel>
    </>
  );
}
