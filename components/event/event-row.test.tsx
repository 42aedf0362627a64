import "#lib/sportsbook/testing/race.ts";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { en } from "#lib/i18n/messages/en/index.ts";
import type { EventView } from "#lib/sportsbook/markets/schema.ts";
import { PriceTexts } from "../odds/price-texts.tsx";
import { RealtimeProvider, Seed } from "../realtime/provider.tsx";
import { seedText } from "../realtime/seed-text.ts";
import { EventCard } from "./event-card.tsx";
import { EventRow } from "./event-row.tsx";

const RUNNERS = ["Anvil", "Bramble", "Comet", "Dapple"];

const race: EventView = {
  id: "r1",
  version: 3,
  provider: "test",
  competition: { id: "c", sportId: "race", name: "Derby Day", category: "Flat", countryCode: null },
  name: "The Derby, 14:30",
  participants: RUNNERS.map((name) => ({ id: name, name, shortName: name, countryCode: null })),
  startsAt: "2026-01-01T12:00:00.000Z",
  status: 1,
  score: { phase: "running", runners: 4, order: [] },
  suspension: null,
  incidents: [],
  markets: [
    {
      id: "r1.winner",
      marketType: "winner",
      specifiers: "",
      written: null,
      status: 1,
      version: 3,
      suspension: null,
      outcomes: RUNNERS.map((_, at) => ({
        key: String(at + 1),
        odds: "40000",
        active: true,
        result: null,
        voidFactor: null,
      })),
    },
  ],
};

it.each([
  ["row", EventRow],
  ["card", EventCard],
])("a %s shows a field by its name, with the prices of the first three", (_, Shown) => {
  const page = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <RealtimeProvider address={{ port: 3001 }}>
        <Seed seeds={seedText({ events: [race] })}>
          <PriceTexts>
            <Shown eventId="r1" />
          </PriceTexts>
        </Seed>
      </RealtimeProvider>
    </NextIntlClientProvider>,
  );
  expect(page).toContain(">The Derby, 14:30<");
  const buttons = page.match(/<button.*?<\/button>/gs) ?? [];
  expect(buttons.map((button) => RUNNERS.find((name) => button.includes(name)))).toEqual(RUNNERS.slice(0, 3));
});
