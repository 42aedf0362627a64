type Priced = { odds: bigint | null; probability: number | null; active: boolean };

/** An outcome that is too unlikely to be offered does not make a market incomplete. */
const UNOFFERED_MAX = 0.01;

/**
 * The overround: Σ 1/odds ÷ Σ fair probability − 1 over the active outcomes. The fair sum is 1 for most markets and 2 where
 * two outcomes win (double chance). Null for an incomplete book: an active outcome has no odds, or outcomes that are not
 * active hold more than a hundredth of the probability. Without fair probabilities the fair sum is taken as the number of
 * winners, and a book with inactive outcomes as incomplete if its odds add up to less.
 */
export const bookMargin = (outcomes: readonly Priced[], winners = 1): number | null => {
  const active = outcomes.filter((outcome) => outcome.active);
  if (active.length < 2) return null;
  let implied = 0;
  for (const { odds } of active) {
    if (odds === null) return null;
    implied += 10_000 / Number(odds);
  }
  const fair = active.reduce((sum, { probability }) => sum + (probability ?? Number.NaN), 0);
  if (!(fair > 0)) return active.length < outcomes.length && implied < winners ? null : implied / winners - 1;
  const unoffered = outcomes.reduce(
    (sum, { active, probability }) => sum + (active ? 0 : (probability ?? 0)),
    0,
  );
  return unoffered > UNOFFERED_MAX * (fair + unoffered) ? null : implied / fair - 1;
};
