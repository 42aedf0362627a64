// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { EventView } from "#lib/sportsbook/markets/schema.ts";
import { footballKickOff } from "#lib/sportsbook/sports/football/score.ts";
import { Seed } from "../../realtime/provider.tsx";
import { seedText } from "../../realtime/seed-text.ts";
import { renderOnPage } from "../../testing/render.tsx";
import { placement } from "../placement.ts";
import { SlipPanel } from "../slip-panel.tsx";
import { slip } from "../store.ts";
import type { PlaceAction } from "../use-place.ts";

vi.mock("next/navigation", async (original) => ({
  ...(await original<typeof import("next/navigation")>()),
  usePathname: () => "/",
}));
vi.mock(import("../../viewer/provider.tsx"), async (original) => ({
  ...(await original()),
  useViewer: () => ({ id: "player", currency: "EUR", quickStakes: ["5"], oddsChoice: "none" }) as never,
  useSignedIn: () => true,
  useSlipAccount: () => "player",
}));
vi.mock(import("../../realtime/hooks.ts"), async (original) => ({
  ...(await original()),
  useConnection: () => ({ online: true, status: "live" }) as never,
}));

const team = (name: string) => ({ id: name, name, shortName: name, countryCode: null });
const market = (marketType: string, specifiers: string, key: string, odds: string) => ({
  id: `m1.${marketType}${specifiers && `~${specifiers}`}`,
  marketType,
  specifiers,
  written: null,
  status: 1 as const,
  version: 3,
  suspension: null,
  outcomes: [{ key, odds, active: true, result: null, voidFactor: null }],
});
const match: EventView = {
  id: "m1",
  version: 3,
  provider: "test",
  competition: { id: "c", sportId: "football", name: "Cup", category: "World", countryCode: null },
  name: "Reds – Blues",
  participants: [team("Reds"), team("Blues")],
  startsAt: "2026-01-01T12:00:00.000Z",
  status: 0,
  score: footballKickOff(),
  suspension: null,
  incidents: [],
  markets: [market("1x2", "", "home", "21800"), market("total", "total=2.5", "over", "18800")],
};
const LEGS = [
  { marketId: "m1.1x2", outcomeKey: "home", odds: "21800" },
  { marketId: "m1.total~total=2.5", outcomeKey: "over", odds: "18800" },
];

const ask = vi.fn<typeof fetch>();
const place = vi.fn<PlaceAction>();
const answers = (odds: string) =>
  ask.mockImplementation(async () => Response.json({ ok: true, value: { odds, version: "1-3-3" } }));

const show = () =>
  renderOnPage(
    <Seed seeds={seedText({ events: [match] })}>
      <SlipPanel place={place} />
    </Seed>,
  );
const button = (name: RegExp) => screen.findByRole<HTMLButtonElement>("button", { name });

beforeEach(() => {
  vi.stubGlobal("fetch", ask);
  ask.mockReset();
  place.mockReset();
  slip.open("player");
  slip.clear();
  placement.forget();
  for (const leg of LEGS) slip.toggle(leg);
});

it("places a builder at the joint price on screen, and asks first where the site says that it has moved", async () => {
  answers("32500");
  show();
  fireEvent.change(await screen.findByRole("textbox", { name: "Stake on Bet builder" }), {
    target: { value: "10" },
  });
  expect(await screen.findByText("3.25")).toBeDefined();
  expect(screen.getByText("Returns €32.50")).toBeDefined();
  expect(JSON.parse(String(ask.mock.calls[0]?.[1]?.body))).toEqual({
    legs: LEGS.map(({ marketId, outcomeKey }) => ({ marketId, outcomeKey })),
  });

  const [first] = LEGS;
  if (!first) throw new Error("no leg");
  place.mockResolvedValueOnce({
    ok: false,
    refusal: {
      code: "odds_changed",
      legs: [{ marketId: first.marketId, outcomeKey: first.outcomeKey, was: 32_500n, now: 31_000n }],
    },
  });
  answers("31000");
  fireEvent.click(await button(/^Place bet €10\.00$/));
  expect(await screen.findByText("was 3.25")).toBeDefined();
  expect(place.mock.calls[0]?.[0].legs).toEqual([
    { marketId: "m1.1x2", outcomeKey: "home", odds: "32500", builder: 0 },
    { marketId: "m1.total~total=2.5", outcomeKey: "over", odds: "10000", builder: 0 },
  ]);

  place.mockResolvedValueOnce({
    ok: true,
    value: {
      status: "accepted",
      id: "01900000-0000-7000-8000-000000000001",
      placedAt: new Date(0),
      stake: 1_000n,
      currency: "EUR",
      odds: 31_000n,
      potentialReturn: 3_100n,
      legs: LEGS.map(({ marketId, outcomeKey }, at) => ({
        marketId,
        outcomeKey,
        odds: at === 0 ? 31_000n : 10_000n,
      })),
      repeated: false,
    },
  });
  const accept = await button(/^Accept changes and place €10\.00$/);
  await waitFor(() => expect(accept.getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(accept);
  expect(await screen.findByText("Bet placed")).toBeDefined();
  expect(place.mock.calls[1]?.[0].legs[0]?.odds).toBe("31000");
  expect(place.mock.calls[1]?.[0].idempotencyKey).not.toBe(place.mock.calls[0]?.[0].idempotencyKey);
  expect(screen.getAllByText("3.10")).toHaveLength(1);
  expect(screen.getByText("Bet builder")).toBeDefined();
  expect(slip.current().legs).toEqual([]);

  fireEvent.click(await button(/^Keep selections$/));
  expect(slip.current().legs.map(({ odds }) => odds)).toEqual(["10000", "10000"]);
  expect(screen.queryByText(/^was /)).toBeNull();
});

it("places a builder as one selection of a double, and asks about its price as of a bet of its own", async () => {
  const other: EventView = {
    ...match,
    ...{ id: "m2", name: "Greens – Golds", participants: [team("Greens"), team("Golds")] },
    markets: [{ ...market("1x2", "", "home", "20000"), id: "m2.1x2" }],
  };
  const pick = { marketId: "m2.1x2", outcomeKey: "home", odds: "20000" };
  answers("31000");
  slip.toggle(pick);
  slip.setEach("");
  renderOnPage(
    <Seed seeds={seedText({ events: [match, other] })}>
      <SlipPanel place={place} />
    </Seed>,
  );
  fireEvent.change(await screen.findByRole("textbox", { name: "Stake on Double" }), {
    target: { value: "10" },
  });
  expect(await screen.findByText("6.20")).toBeDefined();
  expect(screen.getByText("Returns €62.00")).toBeDefined();
  expect(screen.queryByRole("button", { name: /^Banker/ })).toBeNull();
  place.mockResolvedValueOnce({
    ok: false,
    refusal: {
      code: "odds_changed",
      legs: [{ marketId: "m1.1x2", outcomeKey: "home", was: 31_000n, now: 30_000n }],
    },
  });
  answers("30000");
  fireEvent.click(await button(/^Place bet €10\.00$/));
  const accept = await button(/^Accept changes and place €10\.00$/);
  await waitFor(() => expect(accept.getAttribute("aria-disabled")).toBeNull());
  const built = (odds: string) => [
    { marketId: "m1.1x2", outcomeKey: "home", odds, builder: 0 },
    { marketId: "m1.total~total=2.5", outcomeKey: "over", odds: "10000", builder: 0 },
    pick,
  ];
  expect(place.mock.calls.map(([bet]) => bet.legs)).toEqual([built("31000")]);
  place.mockResolvedValueOnce({
    ok: true,
    value: {
      ...{ status: "accepted", id: "01900000-0000-7000-8000-000000000002", placedAt: new Date(0) },
      ...{ stake: 1_000n, currency: "EUR", odds: 60_000n, potentialReturn: 6_000n, repeated: false },
      legs: built("30000").map((leg) => ({ ...leg, odds: BigInt(leg.odds) })),
    },
  });
  fireEvent.click(accept);
  expect(await screen.findByText("Bet placed")).toBeDefined();
  expect(place.mock.calls[1]?.[0].legs).toEqual(built("30000"));
  // The receipt prices the builder once, and not its legs.
  expect(screen.getAllByText("3.00")).toHaveLength(1);
  expect(screen.getAllByText("Bet builder")).toHaveLength(1);
  expect(slip.current().legs).toEqual([]);
  fireEvent.click(await button(/^Keep selections$/));
  expect(slip.current().legs.map(({ odds }) => odds)).toEqual(["10000", "10000", "20000"]);
});
