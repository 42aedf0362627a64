/** A match as ratings are fitted from it. */
export type PlayedMatch = {
  /** YYYY-MM-DD */
  date: string;
  home: string;
  away: string;
  homeGoals: number;
  awayGoals: number;
  neutral: boolean;
  competition?: string | null;
};
