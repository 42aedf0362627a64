// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderOnPage } from "../../testing/render.tsx";
import type { BuilderRow, SlipView } from "../use-slip-view.ts";
import { BuilderRows } from "./builder-rows.tsx";
import { NO_QUOTE, type Problem, type Quote } from "./quotes.ts";

const leg = (market: string, outcomeKey: string) => ({ marketId: `e.${market}`, outcomeKey, odds: "20000" });
const LEGS = [leg("both_to_score", "yes"), leg("total~total=1.5", "under")];

const show = (quote: Partial<Quote>, ask = false) => {
  const row = {
    key: "builder=e",
    eventId: "e",
    legs: LEGS,
    lines: 1,
    text: "",
    minor: null,
    fault: null,
    freeBet: null,
    figures: null,
    quote: { ...NO_QUOTE, ...quote },
    ask,
  } satisfies BuilderRow;
  const view = { builders: [row], legs: LEGS, payable: true, oddsFormat: "decimal" } as unknown as SlipView;
  renderOnPage(
    <BuilderRows
      view={view}
      field={(_, name) => <input aria-label={`Stake on ${name}`} />}
      below={() => <p>below</p>}
    />,
  );
};
const refused = (reason: Problem["reason"], ...marketIds: string[]) =>
  show({ problem: { reason, marketIds } });
const [BTTS, TOTAL] = ["e.both_to_score", "e.total~total=1.5"];

describe("the row of a builder", () => {
  it("has its joint price and a stake", () => {
    show({ odds: "38500", agreed: "38500" });
    expect(screen.getByText("3.85")).toBeDefined();
    expect(screen.getByRole("textbox", { name: "Stake on Bet builder" })).toBeDefined();
    expect(screen.queryByText(/^was /)).toBeNull();
  });

  it("shows the price before where the player is to be asked", () => {
    show({ odds: "36000", agreed: "38500" }, true);
    expect(screen.getByText("3.60")).toBeDefined();
    expect(screen.getByText("was 3.85")).toBeDefined();
  });

  it.each([
    ["builder_excluded", [BTTS, TOTAL], /^“.*Yes” and “.*Under 1\.5” can’t both win\. Remove one/],
    ["builder_excluded", [BTTS, TOTAL, "e.x"], /^These selections can’t all win together\./],
    ["builder_redundant", [BTTS, TOTAL], /^“.*Yes” already includes “.*Under 1\.5”\./],
    ["builder_redundant", ["e.x", BTTS, TOTAL], /^Your other selections already include “.*Under 1\.5”\./],
    ["builder_unavailable", [TOTAL], /^“.*Under 1\.5” can’t be part of a bet builder\./],
    ["builder_unavailable", [BTTS, TOTAL], /^No bet builder is available on these selections\./],
  ] as const)("says why there is none, and takes no stake: %s of %j", (reason, marketIds, text) => {
    refused(reason, ...marketIds);
    expect(screen.getByRole("status").textContent).toMatch(text);
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.queryByText("below")).toBeNull();
  });
});
