/** What a sport's rules say about events that do not run as planned. Published to players: change them with the help pages. */
export type SportRules = {
  /**
   * Bets are void when the event has not begun so many hours after the start that was announced when they were placed. A result
   * that comes later does not bring them back.
   */
  postponedVoidHours: number;
  /**
   * What is undecided so many hours after the event was abandoned or interrupted is void. What was decided before stands, and a
   * result that comes later wins.
   */
  abandonedVoidHours: number;
  /** Staff are shown an event that has not begun so many minutes after its start … */
  startOverdueMinutes: number;
  /** … one that still runs so many minutes after its start … */
  endOverdueMinutes: number;
  /** … and one with undecided bets so many minutes after its end. */
  resultOverdueMinutes: number;
};

const FOOTBALL: SportRules = {
  postponedVoidHours: 72,
  abandonedVoidHours: 48,
  startOverdueMinutes: 20,
  endOverdueMinutes: 180,
  resultOverdueMinutes: 30,
};

/** By the sport's id. The next sport brings its own. */
export const SPORT_RULES: Readonly<Record<string, SportRules>> = { football: FOOTBALL };

/** As a parameter of a query: one object a sport, with `sportId`. */
export const sportRulesJson = (): string =>
  JSON.stringify(Object.entries(SPORT_RULES).map(([sportId, rules]) => ({ sportId, ...rules })));
