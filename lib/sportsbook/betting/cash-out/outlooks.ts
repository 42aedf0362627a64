import { EVENT_STATUS, type EventScore, type Incident } from "#lib/sportsbook/events/schema.ts";
import {
  expectedShare,
  type MarketRef,
  type Share,
  SPECIAL_TYPE,
  SPORTS,
  type WeightedFinal,
} from "#lib/sportsbook/sports/index.ts";

/** What an outlook is made from. */
export type EventState = {
  eventId: string;
  sportId: string;
  status: number;
  version: bigint;
  score: unknown;
  model: unknown;
  incidents: readonly Incident[];
};

/** How an event that we price ourselves may end from here. */
export type Outlook = {
  /** What a stake on an outcome multiplies by in expectation; null where the model cannot say. */
  share(market: MarketRef, outcomeKey: string): Share | null;
  /** The ends, as far as these markets tell them apart. */
  finals(markets: readonly MarketRef[]): readonly WeightedFinal[];
};

const marketText = ({ marketType, specifiers }: MarketRef): string => `${marketType}~${specifiers}`;

/** Null where nobody has a model of the event, or it no longer runs. */
export const makeOutlook = ({ sportId, status, score, model, incidents }: EventState): Outlook | null => {
  const sport = SPORTS.find(({ id }) => id === sportId);
  if (!sport?.outlook || model === null) return null;
  if (status !== EVENT_STATUS.live && status !== EVENT_STATUS.notStarted) return null;
  const read = sport.score.safeParse(score);
  if (!read.success) return null;
  const state = { score: read.data as EventScore, incidents };
  const shares = new Map<string, Share | null>();
  const ends = new Map<string, readonly WeightedFinal[]>();
  const finals = (markets: readonly MarketRef[]): readonly WeightedFinal[] => {
    if (markets.some(({ marketType }) => marketType === SPECIAL_TYPE)) return [];
    const key = markets.map(marketText).sort().join(" ");
    const found = ends.get(key) ?? sport.outlook?.(state, model, markets) ?? [];
    ends.set(key, found);
    return found;
  };
  return {
    finals,
    share: (market, outcomeKey) => {
      const key = `${marketText(market)}:${outcomeKey}`;
      const known = shares.get(key);
      if (known !== undefined) return known;
      const share = expectedShare(finals([market]), market, outcomeKey);
      shares.set(key, share);
      return share;
    },
  };
};

const KEPT = 500;
const kept = new Map<string, { version: bigint; outlook: Outlook | null }>();

/** `makeOutlook`, once per version of an event: after a goal thousands of offers are made from the same one. */
export const outlookOf = (state: EventState): Outlook | null => {
  const known = kept.get(state.eventId);
  if (known && known.version === state.version) return known.outlook;
  const outlook = makeOutlook(state);
  kept.delete(state.eventId);
  kept.set(state.eventId, { version: state.version, outlook });
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return outlook;
};
