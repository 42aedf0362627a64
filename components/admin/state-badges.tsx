import { Badge, type Tone } from "#components/ui/badge.tsx";
import { EVENT_STATUS } from "#lib/sportsbook/events/schema.ts";
import { boardOf, momentText, scoreText, type Translate } from "./names.ts";

const EVENT_TONE: Record<number, Tone> = { 1: "up", 2: "warn", 5: "down", 7: "warn", 8: "warn", 9: "down" };

export function EventState({
  sportId,
  status,
  score,
  t,
}: {
  sportId: string;
  status: number;
  score: unknown;
  t: Translate;
}) {
  const board = boardOf(sportId, score);
  const moment =
    status === EVENT_STATUS.live && board
      ? board.sport.moment(board.score, board.sport.clock?.(board.score).seconds ?? 0)
      : null;
  const clock = moment && momentText(t, sportId, moment);
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Badge tone={EVENT_TONE[status] ?? "plain"}>{clock || t(`eventStatus.${status}`)}</Badge>
      {status === EVENT_STATUS.notStarted ? null : (
        <span className="font-semibold figures">{scoreText(sportId, score)}</span>
      )}
    </span>
  );
}

const RESULT_TONE: Record<string, Tone> = {
  won: "up",
  half_won: "up",
  lost: "plain",
  half_lost: "plain",
  void: "warn",
};

export function BetState({ status, result, t }: { status: string; result: string | null; t: Translate }) {
  return result ? (
    <Badge tone={RESULT_TONE[result] ?? "plain"}>{t(`betResult.${result}`)}</Badge>
  ) : (
    <Badge tone="accent">{t(`betStatus.${status}`)}</Badge>
  );
}

const PLAYER_TONE: Record<string, Tone> = { active: "up", suspended: "warn", closed: "down" };

export function PlayerState({ status, t }: { status: string; t: Translate }) {
  return <Badge tone={PLAYER_TONE[status] ?? "plain"}>{t(`playerStatus.${status}`)}</Badge>;
}

const FEED_TONE: Record<string, Tone> = { up: "up", recovering: "warn", delayed: "warn", down: "down" };

export const feedTone = (state: string): Tone => FEED_TONE[state] ?? "plain";
