// @vitest-environment happy-dom
import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import type { Store } from "#lib/realtime/client/index.ts";
import { marketIdOf } from "#lib/sportsbook/markets/market-ids.ts";
import type { EventView, MarketView } from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { slip } from "../betslip/store.ts";
import { Seed, useRealtime } from "../realtime/provider.tsx";
import { seedText } from "../realtime/seed-text.ts";
import { renderOnPage } from "../testing/render.tsx";
import { PriceButton } from "./price-button.tsx";

const marketId = marketIdOf("m1", "1x2", "");

const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });

const market = (version: number, odds: string, status: MarketView["status"] = 1): MarketView => ({
  id: marketId,
  marketType: "1x2",
  specifiers: "",
  written: null,
  status,
  version,
  suspension: null,
  outcomes: [{ key: "home", odds, active: true, result: null, voidFactor: null }],
});

const match = (version: number, of: MarketView): EventView => ({
  id: "m1",
  version,
  provider: "test",
  competition: { id: "c", sportId: "football", name: "Cup", category: "World", countryCode: null },
  name: "Reds – Blues",
  participants: [team("Reds"), team("Blues")],
  startsAt: "2026-01-01T12:00:00.000Z",
  status: 1,
  score: footballKickOff(),
  suspension: null,
  incidents: [],
  markets: [of],
});

let store: Store;
function Probe() {
  store = useRealtime().store;
  return null;
}

const show = () => {
  renderOnPage(
    <Seed seeds={seedText({ events: [match(1, market(1, "22500"))] })}>
      <Probe />
      <PriceButton marketId={marketId} outcomeKey="home" market="Full-time result" outcome="Reds" />
    </Seed>,
  );
  return screen.getByRole("button");
};

/** What the sidecar says of the match, taken in at once. */
const hear = (version: number, of: MarketView) =>
  act(() => {
    store.receive({ topic: "event:m1", kind: "event_snapshot", version, event: match(version, of) });
    store.flush();
  });

beforeEach(() => slip.clear());

it("puts its outcome on the slip at the odds that it shows, and takes it off again", () => {
  const button = show();
  expect(button.textContent).toBe("2.25");
  fireEvent.click(button);
  expect(slip.current().legs).toMatchObject([{ marketId, outcomeKey: "home", odds: "22500" }]);
  expect(button.getAttribute("aria-pressed")).toBe("true");
  fireEvent.click(button);
  expect(slip.current().legs).toEqual([]);
  expect(button.getAttribute("aria-pressed")).toBe("false");
});

it("follows its price, and is picked at the newest one", () => {
  const button = show();
  hear(2, market(2, "19000"));
  expect(button.textContent).toBe("1.90");
  expect(button.getAttribute("aria-label")).toContain("1.90");
  expect(button.dataset.move).toBe("down");
  fireEvent.click(button);
  expect(slip.current().legs).toMatchObject([{ odds: "19000" }]);
});

it("is not picked while its market is suspended, and can be taken off the slip all the same", () => {
  const button = show();
  hear(2, market(2, "22500", -1));
  expect(button.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button);
  expect(slip.current().legs).toEqual([]);

  hear(3, market(3, "22500"));
  fireEvent.click(button);
  hear(4, market(4, "22500", -1));
  fireEvent.click(button);
  expect(slip.current().legs).toEqual([]);
});
