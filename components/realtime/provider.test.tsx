import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import type { EventView } from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { useConnection, useEvent, useLivePart, useOutcome } from "./hooks.ts";
import { RealtimeProvider, Seed } from "./provider.tsx";
import { seedText } from "./seed-text.ts";

const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });

const match: EventView = {
  id: "m1",
  version: 3,
  provider: "test",
  competition: { id: "c", sportId: "football", name: "Cup", category: "World", countryCode: null },
  name: "Reds – Blues",
  participants: [team("Reds"), team("Blues")],
  startsAt: "2026-01-01T12:00:00.000Z",
  status: 1,
  score: footballKickOff(),
  suspension: null,
  incidents: [],
  markets: [
    {
      id: "m1.1x2",
      marketType: "1x2",
      specifiers: "",
      written: null,
      status: 1,
      version: 3,
      suspension: null,
      outcomes: [{ key: "home", odds: "22500", active: true, result: null, voidFactor: null }],
    },
  ],
};

function Page() {
  const price = useOutcome("m1.1x2:home");
  const event = useEvent("m1");
  const ids = [...useLivePart("running"), ...useLivePart("soon")];
  return (
    <p>
      {[event?.participants[0]?.name, price?.odds, price?.status, ids.join(), useConnection().status].join(
        " ",
      )}
    </p>
  );
}

it("paints prices, names and list on the server, before any script runs", () => {
  const { markets, incidents, ...rest } = match;
  const page = renderToString(
    <RealtimeProvider address={{ port: 3001 }}>
      <Seed
        seeds={seedText({
          events: [match],
          live: [{ ...rest, boardMarkets: markets.slice(0, 1), marketsCount: 1 }],
        })}
      >
        <Page />
      </Seed>
    </RealtimeProvider>,
  );
  expect(page).toBe("<p>Reds 22500 offered m1 connecting</p>");
});
