import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { IdentityState, LevelView } from "#lib/players/schema.ts";
import type { Translate } from "../names.ts";

const TONE: Record<IdentityState, Tone> = {
  unverified: "plain",
  pending: "accent",
  verified: "up",
  refused: "down",
  expired: "warn",
};

/** The state of every level of a player's identity, in the words that the player reads. */
export const IdentityLevels = ({ levels, words }: { levels: readonly LevelView[]; words: Translate }) => (
  <ul className="grid gap-1.5 text-sm">
    {levels.map(({ level, state }) => (
      <li className="flex items-center justify-between gap-3" key={level}>
        <span className="text-muted">{words(`level.${level}`)}</span>
        <Badge tone={TONE[state]}>{words(`state.${state}`)}</Badge>
      </li>
    ))}
  </ul>
);
