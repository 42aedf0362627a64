import type { Metadata } from "next";
import { Panel } from "#components/admin/panel.tsx";
import { EventForm } from "#components/admin/trading/own/event-form.tsx";
import { PageHead } from "#components/ui/panel.tsx";
import { eventsWrite } from "#lib/sportsbook/permissions.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";
import { entryChoices } from "#lib/sportsbook/trading/index.ts";
import { staffPage } from "../../staff-page.ts";
import { createEventAction } from "../actions.ts";

export const metadata: Metadata = { title: "New event" };

export default async function NewEvent() {
  const { t, timeZone } = await staffPage("/admin/trading/new", eventsWrite);
  return (
    <>
      <PageHead lead={t("own.newLead")} title={t("own.newEvent")} />
      <Panel>
        <EventForm
          choices={await entryChoices()}
          createEvent={createEventAction}
          sports={SPORT_VIEWS.map(({ id, participants }) => ({ id, sided: participants === "two-sided" }))}
          timeZone={timeZone}
        />
      </Panel>
    </>
  );
}
