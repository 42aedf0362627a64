import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { en } from "#lib/i18n/messages/en/index.ts";
import { MarketSettings } from "./market-settings.tsx";
import { PriceControl } from "./price-control.tsx";
import { QuickSuspendButton, QuickSuspension } from "./quick-suspension.tsx";
import { readMargin, readOdds } from "./read.ts";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const shown = (children: ReactNode): string =>
  renderToString(
    <NextIntlClientProvider
      locale="en-GB"
      messages={{ admin: en.admin, common: en.common }}
      onError={(error) => {
        throw error;
      }}
      timeZone="Europe/London"
    >
      {children}
    </NextIntlClientProvider>,
  );

const never = async () => {
  throw new Error("nothing was pressed");
};

const outcome = (key: string, odds: bigint | null, active = true) => ({
  key,
  odds,
  probability: 0.5,
  active,
});

const control = (odds: bigint | null, feedOdds: bigint, manual: boolean) => (
  <PriceControl
    boost={null}
    feedOdds={feedOdds}
    manual={manual ? { expiresAt: null, byName: "Sam" } : null}
    marketId="e.1x2"
    name="Home"
    outcomeKey="home"
    outcomes={[outcome("home", odds, odds !== null), outcome("away", 19_000n)]}
    releasePrice={never}
    setPrice={never}
    timeZone="Europe/London"
    version={0}
  />
);

it("shows a manual price beside the feed's, which it replaces, and says so to who cannot see it", () => {
  const text = shown(control(21_000n, 20_000n, true));
  expect(text).toContain("Change manual price, Home:");
  expect(text).toContain("2.10");
  expect(text).toMatch(/line-through[^>]*>2\.00</);
});

it("shows the feed's price once where it is what is offered", () => {
  const text = shown(control(20_000n, 20_000n, false));
  expect(text).toContain("Change price, Home:");
  expect(text).not.toContain("line-through");
});

it("takes no price for an outcome that is not offered", () => {
  expect(shown(control(null, 20_000n, false))).toMatch(/<button[^>]* disabled/);
});

it("marks the event of a row for the key that suspends it", () => {
  const text = shown(
    <QuickSuspension resume={never} suspend={never}>
      <QuickSuspendButton id="sim-1" name="A – B" scope="event" />
      <MarketSettings
        margin={0.05}
        marketId="e.1x2"
        name="Result"
        off={false}
        own={null}
        setMargin={never}
        setMarketStatus={never}
        version={0}
      />
    </QuickSuspension>,
  );
  expect(text).toContain('data-suspend-event="sim-1"');
  expect(text).toContain("Suspend A – B at once");
});

it.each([
  ["2.1", 21_000n],
  ["2,12", 21_200n],
  [" 2.13 ", 21_200n],
  ["1.00", null],
  ["1.001", 10_100n],
  ["0.5", null],
  ["2.", null],
  ["two", null],
  ["", null],
] as const)("reads the price %j as %s, down to the ladder", (text, odds) => {
  expect(readOdds(text)).toBe(odds);
});

it.each([
  ["5", 10_500],
  ["5,25", 10_525],
  ["0", 10_000],
  ["100", 20_000],
  ["101", null],
  ["-1", null],
  ["5.255", null],
  ["", null],
] as const)("reads a margin of %j per cent as %s basis points", (text, basisPoints) => {
  expect(readMargin(text)).toBe(basisPoints);
});
