/** A source of randomness for models and simulations. Never for games or secrets. */
export type Random = {
  /** Uniform in [0, 1). */
  float(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** Exponential waiting time with the given rate per unit. */
  exponential(rate: number): number;
  pick<T>(items: readonly T[]): T;
};

const hash = (seed: string): number => {
  let h = 2166136261;
  for (let i = 0; i < seed.length; i += 1) h = Math.imul(h ^ seed.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * A repeatable stream: the same seed gives the same numbers on every machine.
 * Generator: mulberry32 (public domain), 32 bits of state; two draws make one 53-bit float.
 */
export const seededRandom = (seed: string): Random => {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const float = (): number => ((next() >>> 5) * 67_108_864 + (next() >>> 6)) / 9_007_199_254_740_992;
  return {
    float,
    integer: (below) => Math.floor(float() * below),
    exponential: (rate) => -Math.log(1 - float()) / rate,
    pick: <T>(items: readonly T[]): T => {
      if (items.length === 0) throw new Error("pick from nothing");
      return items[Math.floor(float() * items.length)] as T;
    },
  };
};
