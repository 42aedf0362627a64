import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";

/** `hold`, `break` and `tie_break` are games, of the side that won them; their detail says which of which set. */
export const INCIDENT_KINDS = [
  "match_start",
  "hold",
  "break",
  "tie_break",
  "set_won",
  "review",
  "medical_timeout",
  "retirement",
  "match_end",
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

const GAMES: readonly string[] = ["hold", "break", "tie_break"] satisfies IncidentKind[];

/** Who won a game of a set; null where the incidents do not say. */
export const gameWinner = (incidents: Iterable<Incident>, set: number, game: number): Side | null => {
  for (const { kind, side, detail, revoked } of incidents)
    if (!revoked && GAMES.includes(kind) && detail?.set === set && detail.game === game) return side;
  return null;
};
