import type { Random } from "#lib/core/random.ts";
import type { Side } from "#lib/sportsbook/events/schema.ts";
import type { Step, Steps } from "../../shared/simulator/steps.ts";
import { numberOfSide } from "../../sides.ts";
import type { IncidentKind, TennisIncident } from "../incidents.ts";
import type { TennisModel } from "../model.ts";
import {
  firstServe,
  isTieBreak,
  opponent,
  runningSet,
  servesNext,
  type TennisScore,
  tennisStart,
  winPoint,
} from "../score.ts";

/** A match that is not over by then ends in a retirement. */
export const LONGEST_SECONDS = 5 * 3600;

const RETIREMENT_PER_POINT = 0.0001;
const MEDICAL_TIMEOUT_PER_GAME = 0.004;
const REVIEW_PER_POINT = 0.006;

const POINT_SECONDS = [24, 44] as const;
const CHANGE_OF_ENDS_SECONDS = 90;
const SET_BREAK_SECONDS = 120;
const MEDICAL_TIMEOUT_SECONDS = 180;
const REVIEW_SECONDS = 20;

const between = (random: Random, [low, high]: readonly [number, number]): number =>
  low + random.integer(high - low + 1);

/** Whether one of the players wins the match with the next point. */
const isMatchPoint = (score: TennisScore): boolean =>
  runningSet(score) !== null && (["home", "away"] as const).some((side) => winPoint(score, side)[1].match);

/** A whole match, point by point: each server wins the point as often as the model says. */
export const generateMatch = (random: Random, { serve, bestOf }: TennisModel): Steps<TennisScore> => {
  const incidents: TennisIncident[] = [];
  const steps: Step<TennisScore>[] = [{ at: 0, score: tennisStart(bestOf), incidents: 0, suspension: null }];
  let score = firstServe(bestOf, random.float() < 0.5 ? "home" : "away");
  let at = 0;

  const tell = (
    kind: IncidentKind,
    side: Side | null,
    game: Pick<TennisIncident["detail"], "game" | "home" | "away"> = {},
  ): void => {
    const detail = { set: Math.max(1, score.sets.length), ...game };
    const participant = side && numberOfSide(side);
    incidents.push({ number: incidents.length + 1, kind, participant, revoked: false, detail });
  };
  const step = (suspension: string | null = null): void => {
    steps.push({ at, score, incidents: incidents.length, suspension });
  };
  const retire = (side: Side): void => {
    tell("retirement", side);
    score = { ...score, phase: "retired", server: null };
  };

  const point = (server: Side): { game: boolean; set: boolean } => {
    at += between(random, POINT_SECONDS);
    const side = random.float() < serve[server] ? server : opponent(server);
    if (random.float() < REVIEW_PER_POINT) {
      tell("review", null);
      step("review");
      at += REVIEW_SECONDS;
    }
    const running = score.sets.at(-1);
    const games = running?.games ?? { home: 0, away: 0 };
    const served = score.server;
    const [after, { game, set, match }] = winPoint(score, side);
    if (game) {
      const kind = isTieBreak(games) ? "tie_break" : side === served ? "hold" : "break";
      const won = { ...games, [side]: games[side] + 1 };
      tell(kind, side, { game: games.home + games.away + 1, ...won });
      if (set) tell("set_won", side);
    }
    score = after;
    if (match) tell("match_end", side);
    step(isMatchPoint(score) ? "match_point" : null);
    return { game, set };
  };

  tell("match_start", null);
  step();
  while (score.phase === "in_play") {
    const server = servesNext(score);
    if (!server) break;
    if (at > LONGEST_SECONDS - 600 || random.float() < RETIREMENT_PER_POINT) {
      at += between(random, POINT_SECONDS);
      retire(random.float() < 0.5 ? "home" : "away");
      step();
      break;
    }
    const { game, set } = point(server);
    if (!game || score.phase !== "in_play") continue;
    const played = score.sets.at(-1);
    const count = set || !played ? 0 : played.games.home + played.games.away;
    if (set) at += SET_BREAK_SECONDS;
    else if (count % 2 === 1 && count > 1) at += CHANGE_OF_ENDS_SECONDS;
    if (random.float() < MEDICAL_TIMEOUT_PER_GAME) {
      tell("medical_timeout", random.float() < 0.5 ? "home" : "away");
      step("medical_timeout");
      at += MEDICAL_TIMEOUT_SECONDS;
      step();
    }
  }
  return { steps, incidents };
};
