import { familiesOf, scoreOf } from "#components/event/market-groups.ts";
import type { DeskMarket } from "#lib/backoffice/schema.ts";
import { SPORT_VIEWS } from "#lib/sportsbook/sports/schema.ts";

/** Outcomes beside each other, one row a line. */
const LADDER_OUTCOMES = 3;

/** All lines of one market of the event: as rows, as a grid of scores, or, where its outcomes are too many for a row, as a list of cells. */
export type DeskFamily = {
  key: string;
  marketType: string;
  shape: "ladder" | "grid" | "cells";
  markets: readonly [DeskMarket, ...DeskMarket[]];
  bets: number;
  stake: bigint;
  /** The lowest result of one of its markets. */
  worst: bigint;
  /** Of the markets that its sport shows first, or that staff wrote: open on the desk without bets, too. */
  main: boolean;
};

const shapeOf = (markets: readonly DeskMarket[]): DeskFamily["shape"] => {
  // Names that staff wrote are too long for the heads of columns.
  if (markets.some(({ written }) => written)) return "cells";
  if (markets.every(({ outcomes }) => outcomes.length <= LADDER_OUTCOMES)) return "ladder";
  const [market, ...more] = markets;
  const scores = market?.outcomes.filter(({ key }) => scoreOf(key)).length ?? 0;
  return more.length === 0 && scores > LADDER_OUTCOMES ? "grid" : "cells";
};

/** Markets in the order of the sport's page as the families that players see. */
export const deskFamilies = (sportId: string, markets: readonly DeskMarket[]): DeskFamily[] => {
  const byId = new Map(markets.map((market) => [market.id, market]));
  const board: readonly string[] = SPORT_VIEWS.find(({ id }) => id === sportId)?.board ?? [];
  return familiesOf(
    sportId,
    markets.map(({ id }) => id),
  ).flatMap(({ key, marketType, marketIds }) => {
    const [first, ...rest] = marketIds.flatMap((id) => byId.get(id) ?? []);
    if (!first) return [];
    const all = [first, ...rest] as const;
    return {
      key,
      marketType,
      shape: shapeOf(all),
      markets: all,
      bets: all.reduce((sum, { bets }) => sum + bets, 0),
      stake: all.reduce((sum, { stake }) => sum + stake, 0n),
      worst: all.reduce((least, { bets, worst }) => (bets > 0 && worst < least ? worst : least), 0n),
      main: board.includes(marketType) || first.written !== null,
    };
  });
};

/** The scores of a market as home rows and away columns, and the outcomes that are no score. */
export const scoreGrid = (
  keys: readonly string[],
): { home: number[]; away: number[]; rest: string[]; has: (home: number, away: number) => boolean } => {
  const scores = keys.flatMap((key) => scoreOf(key) ?? []);
  const sorted = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);
  return {
    home: sorted(scores.map(({ home }) => home)),
    away: sorted(scores.map(({ away }) => away)),
    rest: keys.filter((key) => !scoreOf(key)),
    has: (home, away) => keys.includes(`${home}-${away}`),
  };
};
