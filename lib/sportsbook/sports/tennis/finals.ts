import type { Side } from "#lib/sportsbook/events/schema.ts";
import { refunded, winners } from "../results.ts";
import type { Final, MarketRef, SportState } from "../sport.ts";
import { OUTCOME_KEYS } from "./markets.ts";
import { tennisResults } from "./results.ts";
import { isFinishedSet, matchWinner, type Pair, setsText, setWinner, type TennisScore } from "./score.ts";

/** How a set may end, from the winner's side. */
const ENDS: readonly (readonly [number, number])[] = [
  [6, 0],
  [6, 1],
  [6, 2],
  [6, 3],
  [6, 4],
  [7, 5],
  [7, 6],
];
/** Of a match of five sets only short, middling and long sets, or there would be 200,000 ways. */
const FEW_ENDS = [ENDS[0], ENDS[3], ENDS[6]] as typeof ENDS;

const endsFor = (bestOf: 3 | 5, from: Pair): Pair[] =>
  (bestOf === 3 ? ENDS : FEW_ENDS)
    .flatMap(([more, less]) => [
      { home: more, away: less },
      { home: less, away: more },
    ])
    .filter(({ home, away }) => home >= from.home && away >= from.away);

const completed = function* (score: TennisScore): Generator<TennisScore> {
  if (matchWinner(score)) {
    yield { ...score, phase: "ended", server: null, points: { home: 0, away: 0 } };
    return;
  }
  const last = score.sets.at(-1);
  const running = last && !setWinner(last);
  const before = running ? score.sets.slice(0, -1) : score.sets;
  const from = running ? last.games : { home: 0, away: 0 };
  for (const games of endsFor(score.bestOf, from))
    if (isFinishedSet(games)) yield* completed({ ...score, sets: [...before, { games, tieBreak: null }] });
};

const gameResults = (market: MarketRef, state: SportState<TennisScore>, final: TennisScore) => {
  const keys = OUTCOME_KEYS.game_winner;
  const known = tennisResults(market, { score: final, incidents: state.incidents }, true);
  // A game that was played, of which the score does not say who won it.
  return known ? [known] : (["home", "away"] satisfies Side[]).map((side) => winners(keys, [side]));
};

/** Every final score within reach, and a retirement now. */
export const tennisFinals = function* (state: SportState<TennisScore>): Generator<Final> {
  const { score, incidents } = state;
  const seen = [...incidents];
  const resultsOn = (final: TennisScore) => (market: MarketRef) =>
    market.marketType === "game_winner"
      ? gameResults(market, { score, incidents: seen }, final)
      : [tennisResults(market, { score: final, incidents: seen }, true) ?? refunded([])];
  for (const final of completed(score)) yield { text: setsText(final.sets), results: resultsOn(final) };
  if (matchWinner(score)) return;
  const retired: TennisScore = { ...score, phase: "retired", server: null };
  yield { text: `${setsText(score.sets)} ret.`.trim(), results: resultsOn(retired) };
};
