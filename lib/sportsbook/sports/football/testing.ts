import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import type { FootballScore } from "./score.ts";

/** Goals of these sides, in this order, as incidents. */
export const goalsBy = (sides: readonly Side[]): Incident[] =>
  sides.map((side, at) => ({
    number: at + 1,
    kind: "goal",
    side,
    clockSeconds: 60 * (at + 1),
    phase: "first_half",
    playerName: null,
    revoked: false,
    detail: null,
  }));

/** Goals that make up this score, the home side's first. */
export const goalsOf = ({ goals }: Pick<FootballScore, "goals">): Incident[] =>
  goalsBy([...Array<Side>(goals.home).fill("home"), ...Array<Side>(goals.away).fill("away")]);
