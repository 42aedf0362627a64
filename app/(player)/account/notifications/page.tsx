import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Submit } from "#components/forms/fields.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/message.tsx";
import { CheckField } from "#components/ui/field.tsx";
import { PageHead, Panel, PanelHead } from "#components/ui/panel.tsx";
import { preferencesOf } from "#lib/notifications/index.ts";
import { requirePlayer } from "../../../session.ts";
import { preferencesForm } from "../actions.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("account.notifications"))("title"),
});

export default async function NotificationPreferencesPage() {
  const player = await requirePlayer("/account/notifications");
  const [t, preferences] = await Promise.all([
    getTranslations("account.notifications"),
    preferencesOf(player.id),
  ]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Form action={preferencesForm} className="grid gap-4">
        <FormMessage />
        {preferences.map(({ category, channels }) => (
          <Panel key={category}>
            <PanelHead title={t(`category.${category}`)} />
            <fieldset className="grid gap-3 p-4">
              <legend className="sr-only">{t(`category.${category}`)}</legend>
              <p className="text-muted text-sm">{t(`about.${category}`)}</p>
              {channels.map(({ channel, wanted }) => (
                <CheckField
                  defaultChecked={wanted}
                  key={`${channel} ${wanted}`}
                  label={t(channel === "mail" ? "channel.mail" : "channel.inApp")}
                  name="wanted[]"
                  value={`${category}.${channel}`}
                />
              ))}
            </fieldset>
          </Panel>
        ))}
        <Submit kind="primary" pendingText={t("saving")} className="w-full sm:w-auto sm:justify-self-start">
          {t("save")}
        </Submit>
      </Form>
    </>
  );
}
