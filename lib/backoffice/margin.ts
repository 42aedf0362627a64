type Priced = { odds: bigint | null; probability: number | null; active: boolean };

/**
 * How much the prices add up to above the fair book: Σ 1/odds ÷ Σ fair probability − 1. The fair sum is 1 for most
 * markets and 2 where two outcomes win (double chance); without a model's probabilities it is taken as 1. Null when an
 * outcome has no price, for then the book is not whole.
 */
export const bookMargin = (outcomes: readonly Priced[]): number | null => {
  const offered = outcomes.filter(({ active }) => active);
  if (offered.length < 2) return null;
  let implied = 0;
  let fair = 0;
  for (const { odds, probability } of offered) {
    if (odds === null) return null;
    implied += 10_000 / Number(odds);
    fair += probability ?? Number.NaN;
  }
  return implied / (fair > 0 ? fair : 1) - 1;
};
