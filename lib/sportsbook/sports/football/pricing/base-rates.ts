import { at } from "#lib/sportsbook/pricing/index.ts";
import { recent } from "../../recent.ts";
import { type FootballModel, type Rates, type Stretch, stretchesOf } from "./intensity.ts";
import { intensitiesOf, stepsOver } from "./recursion.ts";

/**
 * The goals that both sides are expected to score over these stretches: their lead alone decides how they go on, so that its
 * distribution is enough.
 */
const expectedGoals = (stretches: readonly Stretch[], rates: Rates): Rates => {
  const reach = Math.ceil(6 + 2.5 * Math.max(rates.home, rates.away));
  const size = 2 * reach + 1;
  const leads = new Float64Array(size);
  leads[reach] = 1;
  let term = new Float64Array(size);
  let next = new Float64Array(size);
  const goals = { home: 0, away: 0 };
  for (const stretch of stretches) {
    const { count, order } = stepsOver(stretch, rates);
    const { home, away } = intensitiesOf(rates, 0, reach, { ...stretch, share: stretch.share / count });
    for (let step = 0; step < count; step += 1) {
      term.set(leads);
      for (let power = 1; power <= order + 1; power += 1) {
        next.fill(0);
        for (let i = 1; i < size - 1; i += 1) {
          const p = at(term, i) / power;
          const [up, down] = [p * at(home, i), p * at(away, i)];
          goals.home += up;
          goals.away += down;
          next[i] = at(next, i) - up - down;
          next[i + 1] = at(next, i + 1) + up;
          next[i - 1] = at(next, i - 1) + down;
        }
        for (let i = 0; i < size; i += 1) leads[i] = at(leads, i) + at(next, i);
        [term, next] = [next, term];
      }
    }
  }
  return goals;
};

const ROUNDS_MAX = 12;
const CLOSE = 1e-7;

const solve = (model: FootballModel): Rates => {
  const stretches = [...stretchesOf(model, "first_half"), ...stretchesOf(model, "second_half")];
  let base: Rates = { home: model.homeRate, away: model.awayRate };
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { home, away } = expectedGoals(stretches, base);
    const [up, down] = [model.homeRate / home, model.awayRate / away];
    base = { home: base.home * up, away: base.away * down };
    if (Math.abs(up - 1) < CLOSE && Math.abs(down - 1) < CLOSE) break;
  }
  return base;
};

export const modelKey = ({ homeRate, awayRate, stoppage }: FootballModel): string =>
  `${homeRate} ${awayRate} ${stoppage ? `${stoppage.first} ${stoppage.second}` : ""}`;

const solved = recent<Rates>(1000);

/**
 * Goals per match of level sides before the 60th minute, from which both sides score as many goals as the model expects, on average
 * over every course that the match may take.
 */
export const baseRates = (model: FootballModel): Rates => solved(modelKey(model), () => solve(model));
