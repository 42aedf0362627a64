import type { Incident, Side } from "#lib/sportsbook/events/schema.ts";
import { type SideNumber, sideOf } from "../sides.ts";

/** `hold`, `break` and `tie_break` are games, of the player who won them; their detail says which of which set. */
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

export type TennisIncident = Omit<Incident, "kind" | "participant" | "detail"> & {
  kind: IncidentKind;
  participant: SideNumber | null;
  detail: {
    set: number;
    /** The game's number in its set, and the games of both players after it. */
    game?: number | undefined;
    home?: number | undefined;
    away?: number | undefined;
  };
};

/** An incident of a tennis event, which was checked when it was taken in. */
export const tennisIncident = (incident: Incident): TennisIncident => incident as TennisIncident;

const GAMES: readonly string[] = ["hold", "break", "tie_break"] satisfies IncidentKind[];

/** Who won a game of a set; null where the incidents do not say. */
export const gameWinner = (incidents: Iterable<Incident>, set: number, game: number): Side | null => {
  for (const { kind, participant, detail, revoked } of incidents)
    if (!revoked && GAMES.includes(kind) && detail.set === set && detail.game === game)
      return sideOf(participant);
  return null;
};
