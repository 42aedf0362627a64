import { expect, it } from "vitest";
import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { numberOfSide } from "../../sides.ts";
import type { FootballIncident } from "../incidents.ts";
import { momentumOf, pressing } from "./momentum.ts";

const at = (
  minute: number,
  kind: Incident["kind"],
  side: Side,
  more: Partial<FootballIncident> = {},
): Incident => ({
  number: minute + 1,
  kind,
  participant: numberOfSide(side),
  revoked: false,
  detail: { clockSeconds: minute * 60, phase: minute < 45 ? "first_half" : "second_half" },
  ...more,
});
const minute = (clock: number) =>
  ({ phase: clock < 45 ? "first_half" : "second_half", clockSeconds: clock * 60 }) as const;

it("has a value for every minute that has begun, and none before kick-off", () => {
  expect(momentumOf([], { phase: "not_started", clockSeconds: 0 })).toEqual([]);
  expect(momentumOf([], minute(0))).toHaveLength(1);
  expect(momentumOf([], minute(30))).toHaveLength(31);
  expect(momentumOf([], { phase: "first_half", clockSeconds: 47 * 60 })).toHaveLength(45);
  expect(momentumOf([], { phase: "half_time", clockSeconds: 45 * 60 })).toHaveLength(45);
  expect(momentumOf([], { phase: "second_half", clockSeconds: 94 * 60 })).toHaveLength(90);
  expect(momentumOf([], { phase: "ended", clockSeconds: 90 * 60 })).toHaveLength(90);
});

it("grows by what came near to a goal, and halves in four minutes", () => {
  const shot = momentumOf([at(3, "shot", "home")], minute(8));
  const onTarget = momentumOf([at(3, "shot_on_target", "home")], minute(8));
  expect(shot.slice(0, 3)).toEqual([0, 0, 0]);
  expect(onTarget[3]).toBeCloseTo(2 * (shot[3] ?? 0));
  expect(onTarget[7]).toBeCloseTo((onTarget[3] ?? 0) / 2);
});

it("sets the sides off against each other, within its bounds, and leaves a minute that is over alone", () => {
  const story = [at(5, "goal", "home"), at(5, "shot_on_target", "home"), at(5, "penalty_goal", "home")];
  expect(momentumOf(story, minute(5))[5]).toBe(1);
  const answered = [at(10, "shot", "home"), at(10, "shot", "away")];
  expect(momentumOf(answered, minute(10))[10]).toBe(0);
  const before = momentumOf(story, minute(20));
  expect(momentumOf([...story, at(20, "goal", "away")], minute(21)).slice(0, 20)).toEqual(
    before.slice(0, 20),
  );
});

it("counts no cards, and a goal taken back as the attempt that it was", () => {
  expect(momentumOf([at(5, "yellow_card", "home"), at(6, "red_card", "away")], minute(9))).toEqual(
    new Array(10).fill(0),
  );
  expect(momentumOf([at(5, "goal", "home", { revoked: true })], minute(5))).toEqual(
    momentumOf([at(5, "shot_on_target", "home")], minute(5)),
  );
});

it("starts the second half from nothing, and keeps stoppage time in the half it belongs to", () => {
  const late = at(44, "goal", "home", { detail: { phase: "first_half", clockSeconds: 46 * 60 } });
  const values = momentumOf([late], minute(50));
  expect(values[44]).toBeGreaterThan(0.5);
  expect(values[45]).toBe(0);
});

it("says who has pressed lately", () => {
  expect(pressing(momentumOf([at(3, "goal", "home")], minute(30)))).toBe("quiet");
  expect(pressing(momentumOf([at(25, "goal", "home")], minute(30)))).toBe("home");
  expect(pressing(momentumOf([at(25, "goal", "away")], minute(30)))).toBe("away");
  expect(
    pressing(momentumOf([at(22, "shot_on_target", "home"), at(27, "shot_on_target", "away")], minute(30))),
  ).toBe("even");
});
