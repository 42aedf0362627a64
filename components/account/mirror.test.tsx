// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { renderOnPage } from "../testing/render.tsx";
import { ActivityPlot } from "./activity-plot.tsx";
import { Mirror } from "./mirror.tsx";

const score = (contributions: Parameters<typeof Mirror>[0]["score"]["contributions"]) => ({
  score: 2,
  contributions,
  suggested: null,
  scoredAt: new Date(0),
  weights: 1,
});

it("tells a player what stands out, in words and without a score", () => {
  const { container } = renderOnPage(
    <Mirror
      score={score([
        { marker: "night_play", value: 0.4, contribution: 0.6 },
        { marker: "chasing", value: 3, contribution: 1.6 },
        { marker: "time", value: 2, contribution: -0.1 },
      ])}
    />,
  );
  const items = [...container.querySelectorAll("li")].map(({ textContent }) => textContent);
  expect(items).toEqual([
    "40% of your stakes were placed between midnight and 5 am.",
    "3 times you deposited in a session that was losing.",
  ]);
  expect(container.textContent).not.toContain("2 hours");
});

it("says so where nothing stands out", () => {
  const { container } = renderOnPage(<Mirror score={score([])} />);
  expect(container.textContent).toContain("Nothing stands out");
});

it("draws losses below zero and gains above", () => {
  const bars = [
    { key: "a", label: "1 Nov", value: -50, text: "−€0.50" },
    { key: "b", label: "2 Nov", value: 100, text: "+€1.00" },
  ];
  const { container } = renderOnPage(
    <ActivityPlot title="Net result" summary="" bars={bars} tickText={String} signed />,
  );
  const [loss, gain] = [...container.querySelectorAll("rect")];
  const zero = Number(gain?.getAttribute("y")) + Number(gain?.getAttribute("height"));
  expect(Number(loss?.getAttribute("y"))).toBeCloseTo(zero);
  expect(Number(gain?.getAttribute("y"))).toBeLessThan(zero);
});
