import type { Side } from "#lib/sportsbook/events/schema.ts";
import { numberOfSide } from "../sides.ts";
import type { FootballIncident } from "./incidents.ts";
import type { FootballScore } from "./score.ts";

/** Goals of these sides, in this order, as incidents. */
export const goalsBy = (sides: readonly Side[]): FootballIncident[] =>
  sides.map((side, at) => ({
    number: at + 1,
    kind: "goal",
    participant: numberOfSide(side),
    revoked: false,
    detail: { clockSeconds: 60 * (at + 1), phase: "first_half" },
  }));

/** Goals that make up this score, the home side's first. */
export const goalsOf = ({ goals }: Pick<FootballScore, "goals">): FootballIncident[] =>
  goalsBy([...Array<Side>(goals.home).fill("home"), ...Array<Side>(goals.away).fill("away")]);
